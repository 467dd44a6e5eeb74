#include "sim/takeapart/side_by_side.hpp"

#include "sim/run/pool.hpp"

namespace acklab::takeapart {

void side_by_side(const Workshop& workshop, std::size_t count,
                  const std::function<void(std::size_t)>& work) {
  run::Pool pool{count, workshop.threads, [&workshop, &work](std::size_t number) {
                   if (!workshop.is_interrupted()) work(number);
                 }};
  pool.finish();
}

}  // namespace acklab::takeapart
