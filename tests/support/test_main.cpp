#define BOOST_TEST_MODULE acklab
#include <boost/test/unit_test.hpp>
