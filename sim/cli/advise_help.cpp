#include "sim/cli/help.hpp"

namespace acklab::cli {

std::string_view advise_help() {
  static constexpr std::string_view text = R"(usage: acklab advise [OPTION...]

Says whether to use TCP, UDP, or UDP with reliability of your own, and why.
Then runs that job across the link, over all of them, and says whether the
advice held there. On a terminal it asks for every answer that is not given;
elsewhere all of the first seven must be.

  --whole yes|no     must everything arrive, once and in order?
  --exchange HOW     one (a request and its answer), many, or none (one way)
  --bytes SIZE       how much in all, both ways; not with --exchange one
  --message SIZE     the largest message; of exchanges, the answer
  --deadline TIME    older than this nothing is of use; or none
  --setup TIME       how long setting up the session may take; or any
  --loss COST        of a lost message: little (the next makes up for it),
                     retry (the program asks again), all (the rest is
                     worthless)
  --request SIZE     of exchanges: the request; 100B
  --every TIME       of data one way: a message each such time; else all at
                     once, and the deadline is that of the last byte

  --link FILE        a link, or the link of a scenario
  --like LINK        a link that 'acklab link list' shows. Without either:
                     20mbit, 25ms and 1% loss each way, a queue of 125kB
  --path PATH        as for 'acklab run'
  --repeat N         how often each runs, 1 to 10000; default: as often as a
                     minute allows, at most 20
  --seed N           the seed of all chance, 0 to 9007199254740992; 1
  --no-run           only the advice
  --save FILE        write the comparison as a scenario, to run again
  -o, --json FILE    write advice and outcome as JSON
  -q, --quiet        print nothing but errors

Exit code 1: the advice did not hold on that link.

examples:
  acklab advise
  acklab advise --like lte
  acklab advise --whole yes --exchange one --message 500B --loss retry
)";
  return text;
}

}  // namespace acklab::cli
