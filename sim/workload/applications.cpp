#include "sim/workload/applications.hpp"

#include "sim/workload/absent_server.hpp"
#include "sim/workload/bulk_messages.hpp"
#include "sim/workload/bulk_stream.hpp"
#include "sim/workload/exchange_messages.hpp"
#include "sim/workload/exchange_stream.hpp"
#include "sim/workload/idle_messages.hpp"
#include "sim/workload/idle_stream.hpp"
#include "sim/workload/pattern_messages.hpp"
#include "sim/workload/pattern_stream.hpp"
#include "sim/workload/periodic_messages.hpp"
#include "sim/workload/periodic_stream.hpp"
#include "sim/workload/slow_stream.hpp"

namespace acklab::workload {
namespace {

struct StreamSidesOf {
  Books& books;
  Sides<StreamApplication> operator()(const Bulk& bulk) const {
    return {std::make_unique<BulkStreamClient>(books.there, bulk.lasts),
            std::make_unique<BulkStreamServer>(books.there)};
  }
  Sides<StreamApplication> operator()(const Exchange& exchange) const {
    return {std::make_unique<ExchangeStreamClient>(exchange, books),
            std::make_unique<ExchangeStreamServer>(exchange, books)};
  }
  Sides<StreamApplication> operator()(const Periodic& periodic) const {
    return {std::make_unique<PeriodicStreamClient>(periodic, books),
            std::make_unique<BulkStreamServer>(books.there)};
  }
  Sides<StreamApplication> operator()(const WritePattern& pattern) const {
    return {std::make_unique<PatternStreamClient>(pattern, books),
            std::make_unique<PatternStreamServer>(pattern, books)};
  }
  Sides<StreamApplication> operator()(const SlowReader& reader) const {
    return {std::make_unique<BulkStreamClient>(books.there),
            std::make_unique<SlowStreamServer>(reader, books)};
  }
  Sides<StreamApplication> operator()(const Flows&) const { return operator()(Bulk{}); }
  Sides<StreamApplication> operator()(const PictureJob&) const { return operator()(Bulk{}); }
  Sides<StreamApplication> operator()(const Idle& idle) const {
    return {std::make_unique<IdleStreamClient>(idle, books),
            std::make_unique<IdleStreamServer>(idle, books)};
  }
};

struct MessageSidesOf {
  Books& books;
  Sides<MessageApplication> operator()(const Bulk& bulk) const {
    return {std::make_unique<BulkMessageClient>(books.there, bulk.lasts),
            std::make_unique<BulkMessageServer>(books.there)};
  }
  Sides<MessageApplication> operator()(const Exchange& exchange) const {
    return {std::make_unique<ExchangeMessageClient>(exchange, books),
            std::make_unique<ExchangeMessageServer>(exchange, books)};
  }
  Sides<MessageApplication> operator()(const Periodic& periodic) const {
    if (periodic.server == ServerFate::absent) {
      return {std::make_unique<PeriodicMessageClient>(periodic, books),
              std::make_unique<AbsentMessageServer>()};
    }
    return {std::make_unique<PeriodicMessageClient>(periodic, books),
            std::make_unique<BulkMessageServer>(books.there)};
  }
  Sides<MessageApplication> operator()(const WritePattern& pattern) const {
    return {std::make_unique<PatternMessageClient>(pattern, books),
            std::make_unique<PatternMessageServer>(pattern, books)};
  }
  Sides<MessageApplication> operator()(const Flows&) const { return operator()(Bulk{}); }
  Sides<MessageApplication> operator()(const PictureJob&) const { return operator()(Bulk{}); }
  Sides<MessageApplication> operator()(const Idle& idle) const {
    return {std::make_unique<IdleMessageClient>(idle, books),
            std::make_unique<IdleMessageServer>(idle, books)};
  }
  /// How slowly it reads is its host's business: what waits is in the system's buffer.
  Sides<MessageApplication> operator()(const SlowReader&) const {
    return {std::make_unique<BulkMessageClient>(books.there),
            std::make_unique<BulkMessageServer>(books.there)};
  }
};

}  // namespace

Sides<StreamApplication> make_stream_sides(const Workload& workload, Books& books) {
  return std::visit(StreamSidesOf{books}, workload);
}

Sides<MessageApplication> make_message_sides(const Workload& workload, Books& books) {
  return std::visit(MessageSidesOf{books}, workload);
}

}  // namespace acklab::workload
