#include "sim/workload/applications.hpp"

#include "sim/workload/bulk_messages.hpp"
#include "sim/workload/bulk_stream.hpp"

namespace acklab::workload {
namespace {

struct RecordsOf {
  std::uint64_t seed;
  Records operator()(const Bulk& bulk) const { return {seed, bulk.bytes, bulk.message_bytes}; }
};

struct StreamSidesOf {
  Ledger& ledger;
  Sides<StreamApplication> operator()(const Bulk&) const {
    return {std::make_unique<BulkStreamClient>(ledger), std::make_unique<BulkStreamServer>(ledger)};
  }
};

struct MessageSidesOf {
  Ledger& ledger;
  Sides<MessageApplication> operator()(const Bulk&) const {
    return {std::make_unique<BulkMessageClient>(ledger),
            std::make_unique<BulkMessageServer>(ledger)};
  }
};

}  // namespace

Records records_of(const Workload& workload, std::uint64_t seed) {
  return std::visit(RecordsOf{seed}, workload);
}

Sides<StreamApplication> make_stream_sides(const Workload& workload, Ledger& ledger) {
  return std::visit(StreamSidesOf{ledger}, workload);
}

Sides<MessageApplication> make_message_sides(const Workload& workload, Ledger& ledger) {
  return std::visit(MessageSidesOf{ledger}, workload);
}

}  // namespace acklab::workload
