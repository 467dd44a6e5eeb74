file(REMOVE_RECURSE ${WORK_DIR}/prefix ${WORK_DIR}/consumer)

macro(must_succeed)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endmacro()

must_succeed(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${WORK_DIR}/prefix --component library)
set(flags)
if(SANITIZE)
  set(flags "-DCMAKE_EXE_LINKER_FLAGS=-fsanitize=${SANITIZE}")
endif()
must_succeed(${CMAKE_COMMAND} -G Ninja -S ${SOURCE_DIR} -B ${WORK_DIR}/consumer
  -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix -DCMAKE_CXX_COMPILER=${COMPILER} -DEXAMPLES_DIR=${EXAMPLES_DIR} ${flags})
must_succeed(${CMAKE_COMMAND} --build ${WORK_DIR}/consumer)
must_succeed(${WORK_DIR}/consumer/consumer)
must_succeed(${PYTHON} -B ${MOVE_FILE_TEST} ${WORK_DIR}/consumer/move_file)
