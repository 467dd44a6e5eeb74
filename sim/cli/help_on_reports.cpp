#include "sim/cli/help_on_reports.hpp"

namespace acklab::cli {
namespace {

constexpr std::string_view report_help = R"(usage: acklab report REPORT [OPTION...]
       acklab report --compare REPORT REPORT [OPTION...]

Makes a page of a report: one HTML file that needs no network, for a browser or
a projector. It says the answer in words, and shows the table, expectations,
theory, and, with a trace, the ladder of packets and graphs over time. The page
goes beside the report, with .html for its ending.

  -o, --output FILE      write the page there
  --trace FOLDER         what 'acklab run --trace' was given when it wrote this
                         report: the page then holds the first run of each
                         contender, packet by packet
  --compare              put two reports side by side
  --second-trace FOLDER  the same as --trace, of the second report
  --open                 show the page in the browser

Exit code 3 when acklab was built without Node, or no browser can be started.

examples:
  acklab run lossy-bulk --trace traces
  acklab report results/lossy-bulk.json --trace traces --open
  acklab report --compare results/udp.json results/tcp.json -o both.html
)";

constexpr std::string_view show_help = R"(usage: acklab show REPORT...

Prints reports again, each as 'acklab run' printed it: the comparison, what
became of each contender, expectations, theory, the kernel and the book, and
what to know before believing the numbers. Nothing is run and nothing but the
report is read.

examples:
  acklab show results/lossy-bulk.json
  acklab show results/lossy-bulk.json --lang zh
)";

constexpr std::string_view ladder = R"(usage: acklab ladder REPORT --trace FOLDER [OPTION...]

Prints the packets of a run, a line each, time downwards: the client at the
left, the server at the right, at each side the milliseconds since the first
packet. What is lost ends in a cross, with what dropped it; what was sent again
says why, and whether the link's record makes it needed or needless.

  --trace FOLDER    what 'acklab run --trace' was given when the report was made
  --contender NAME  whose packets; else of the first that has a trace
  --run N           which of its runs, from 1; else the first
  --from TIME       begin there, such as 120ms
  --count N         how many packets; else 40

examples:
  acklab run reliability/07 --path simulated --trace traces
  acklab ladder results/go-back-n.json --trace traces
  acklab ladder results/go-back-n.json --trace traces --from 1s --count 20
)";

constexpr std::string_view explain = R"(usage: acklab explain REPORT [--trace FOLDER] [OPTION...]

Tells what happened in a run of each contender: what was lost, how it was
noticed, what that cost. With the trace of the runs also how the first and the
slowest repair went.

  --trace FOLDER    what 'acklab run --trace' was given when the report was made
  --contender NAME  only of this one
  --run N           which run, from 1; else the first

examples:
  acklab explain results/lossy-bulk.json
  acklab explain results/lossy-bulk.json --trace traces --lang zh
)";

constexpr std::string_view export_help = R"(usage: acklab export series REPORT [-o FILE]
       acklab export runs REPORT [-o FILE]
       acklab export packets REPORT --trace FOLDER [OPTION...]
       acklab export records REPORT --trace FOLDER [OPTION...]

Prints a table as CSV, with a line of headings; what has no value is empty.

  series   every point of the series of every run: window, round trip, delivered
  runs     a line a run with every figure of the report, by its name
  packets  a line for each copy of each packet of a run, from its trace
  records  a line for each record that reached an application, from its trace

  --trace FOLDER     what 'acklab run --trace' was given
  --contender NAME   whose packets; else of the first that has a trace
  --run N            which of its runs, from 1; else the first
  -o, --output FILE  write it there

examples:
  acklab export series results/lossy-bulk.json -o series.csv
  acklab export packets results/lossy-bulk.json --trace traces --contender udp
)";

}  // namespace

std::string_view help_on_reports(std::string_view command) {
  if (command == "report") return report_help;
  if (command == "show") return show_help;
  if (command == "ladder") return ladder;
  if (command == "explain") return explain;
  if (command == "export") return export_help;
  return {};
}

}  // namespace acklab::cli
