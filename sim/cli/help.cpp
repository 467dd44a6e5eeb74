#include "sim/cli/help.hpp"

#include "sim/cli/help_on_reports.hpp"

namespace acklab::cli {
namespace {

constexpr std::string_view general = R"(acklab: a laboratory for reliability

A scenario describes a bad network link and a job to do across it. acklab does
the job with plain UDP, with a reliable transport of its own, and with the TCP
of this machine's kernel, and tells what each promised, delivered and cost.

usage: acklab COMMAND [OPTION...] [FILE...]

  run SCENARIO...  run scenarios; print a comparison, write a report each
  report REPORT    make a page of a report, for a browser: answer, ladder, ...
  show REPORT...   print a report again, as it was printed when it was run
  ladder REPORT    the packets of a run between both hosts, a line each
  explain REPORT   the story of a run: what was lost, how that was noticed
  export TABLE     a report's series or runs, or a run's packets, as CSV
  sweep FILE       run a scenario over ranges of values; write medians
  merge JOURNAL... put the parts of a sweep together
  check FILE...    say whether scenario files are right, without running them
  ablate SCENARIO  take a transport apart: which promise breaks without what
  find SCENARIO    look for the smallest script that breaks a promise
  advise           TCP, UDP, or UDP with reliability of your own? And does it
                   hold?
  link WHAT        say in words and numbers what a link does; list known ones
  theory [FORMULA] what books and RFCs predict, and how to calculate it
  trace KIND       make up a rate that varies: a trace for a link's rate
  list             the course: the scenarios that come with acklab
  doctor           what this machine can do, and how to enable the rest
  schema WHAT      the JSON Schema of a scenario, a report or other results
  help [COMMAND]   this text, or more about a command (also COMMAND --help)

  --lang LANGUAGE  with any command: tell what scenarios and results say in this
                   language (en, zh; a scenario may have others), where there
                   are words for it; else in English. Identifiers, metrics, JSON
                   and sentences about bad input stay English. The environment
                   variable ACKLAB_LANG says the same.
  --version        acklab's version
  --help, -h       this text

examples:
  acklab list
  acklab run scenarios/lossy-bulk.json
  acklab run scenarios/lossy-bulk.json --path simulated --only udp
  acklab help run

exit codes:
  0    everything ran that can run here, and every expectation holds
  1    an expectation does not hold
  2    the command line or a scenario is wrong, or the report cannot be written
  3    this machine cannot: nothing could run
  130  interrupted with Ctrl-C
)";

constexpr std::string_view run = R"(usage: acklab run SCENARIO... [OPTION...]
       acklab run --all [FOLDER...] [OPTION...]

Runs each scenario and prints a comparison. The report of a scenario goes to
results/NAME.json, NAME being the scenario's name. A scenario is a file, or one
of those that 'acklab list' shows: by its folder and number (reliability/02), by
its place (reliability/02-stop-and-wait-under-loss) or by its name.

  --all               run all of the course, or these folders of it: a line
                      each, and at the end what failed and what could not run
  -o, --output FILE   write the report there (one scenario only)
  --path PATH         how packets get from one host to the other:
                        auto       tun where this machine can, else relay
                        simulated  in virtual time, without sockets: repeatable
                        relay      real UDP sockets, works everywhere; the
                                   kernel's TCP cannot go this way
                        tun        two network namespaces: every contender runs
  --seed N            the seed of all chance, 0 to 9007199254740992
  --repeat N          how often each contender runs, 1 to 10000
  --only CONTENDER    run this contender of the scenario alone
  --trace FOLDER      write down every packet's fate (fates.jsonl) and what our
                      transport did, and why (events.jsonl), into
                      FOLDER/SCENARIO/CONTENDER-N for the N-th run of a
                      contender; a later run takes an earlier one's place
  --html FILE         make a page of the report too, with the trace of each
                      contender's first run in it: 'acklab help report'
  --open              show that page in the browser
  -q, --quiet         print nothing but errors; the report is still written

Ctrl-C ends the run and still writes the report, marked as interrupted; a
second Ctrl-C quits at once and writes nothing.

examples:
  acklab run scenarios/lossy-bulk.json
  acklab run reliability/02 --lang zh
  acklab run --all --path simulated
  acklab run --all timers failure
  acklab run scenarios/lossy-bulk.json --repeat 10 --seed 7 -o ten.json
  acklab run scenarios/hostile-link.json --path simulated --only reliable-udp
  acklab run scenarios/lossy-bulk.json --trace traces
  acklab run scenarios/lossy-bulk.json --html lossy-bulk.html
)";

constexpr std::string_view sweep = R"(usage: acklab sweep FILE [OPTION...]

Runs a scenario with a member "sweep" once for every combination of the values
there, every contender and every seed:

  "sweep": { "loss": ["0%", "1%", "5%"],
             "workload.bytes": { "from": "100kB", "to": "10MB", "steps": 5,
                                 "scale": "log" },
             "seeds": 20 }

A key is a path into the scenario ("link.forward.delay", "contenders[1].arq");
one of the link may leave out "link.". "seeds" is a number of repetitions, or
an array of seeds. Medians with 95 % confidence intervals go to
results/NAME.csv and results/NAME.json. In virtual time all processors work;
on real paths one run follows the other.

Every run that is done stands in the journal, an SQLite database with a row a
run in its table 'runs', which others may read meanwhile. A sweep that was
interrupted goes on where it was when the same command is given again.

  -o, --output NAME  write NAME.csv and NAME.json
  --journal FILE     keep the journal there; default: NAME.sqlite beside the
                     results, for a shard NAME.shard-K-of-N.sqlite
  --path PATH        as for 'acklab run'
  -j, --jobs N       so many runs at once; default: the number of processors
  --shard K/N        make the K-th of N parts only: the runs whose number modulo
                     N is K - 1; 'acklab merge' puts the parts together
  -q, --quiet        print nothing but errors

examples:
  acklab sweep scenarios/sweeps/loss-sweep.json
  acklab sweep scenarios/sweeps/loss-sweep.json --shard 1/2 -o part
)";

constexpr std::string_view merge = R"(usage: acklab merge JOURNAL... [OPTION...]

Writes the results of a sweep from its journals, which together must have each
of its runs exactly once: the same CSV and JSON as of a sweep made in one go.

  -o, --output NAME  write NAME.csv and NAME.json; default: results/NAME, NAME
                     being the sweep's
  -q, --quiet        print nothing but errors

example:
  acklab merge part.shard-1-of-2.sqlite part.shard-2-of-2.sqlite -o whole
)";

constexpr std::string_view check = R"(usage: acklab check FILE...

Reads scenarios (files, or names that 'acklab list' shows) as 'acklab run'
would, and says for each whether it is right or what is wrong with it. Exit code
2 if one is wrong.

example:
  acklab check scenarios/*.json
)";

constexpr std::string_view ablate_help = R"(usage: acklab ablate SCENARIO [OPTION...]

Takes a reliable-udp contender of a scenario (a file, or a name that 'acklab
list' shows) apart: every combination of checksum, ordering,
duplicate_discard, retransmission and acks, on and off, runs once across the
scenario's link in virtual time, and a grid shows which promise broke in each:

  complete   nothing is missing                 else L: lost
  intact     no other bytes than were sent           C: corrupted
  in_order   nothing behind what was sent later      R: reordered
  once       nothing arrives again                   D: duplicated
  finishes   the job comes to an end                 H: left hanging

Fates are counted by content, so the same bytes, cut and sent alike, meet the
same fate in every combination. For each promise that broke, what the link did
is shrunk to the fewest events that still break it, mostly one, and written as
a scenario that 'acklab run' can run.

  --contender NAME   which one; default: the first that can be taken apart
  --switch A,B       switch these too, at most 4: karn, backoff, sack,
                     timestamps, window_scale, delayed_ack, nagle,
                     fast_retransmit, byte_counting, silly_window_avoidance,
                     persist. Each doubles the combinations
  --seed N           the seed of all chance, 0 to 9007199254740992
  --out FOLDER       where the scenarios go; default: results/NAME-ablation
  --json FILE        the grid as JSON; default: FOLDER/ablation.json
  --budget N         at most so many runs for the scripts, 0 to 10000000; 5000
  -j, --jobs N       so many runs at once; default: the number of processors
  -q, --quiet        print nothing but errors

examples:
  acklab ablate switched-off
  acklab ablate scenarios/switched-off.json --switch karn,timestamps
  acklab ablate reliability/08 --lang zh
)";

constexpr std::string_view find_help = R"(usage: acklab find SCENARIO --breaks PROMISE [OPTION...]

Looks for the smallest script of what a link can do to single packets that
makes a reliable-udp contender break a promise (complete, intact, in_order,
once, finishes: 'acklab help ablate'). The scenario is a file, or a name that
'acklab list' shows; its link is taken clean, rate and delay alone. First every
script of one event is tried, then of two, three and four; scripts that look the
same to both hosts are followed once. After half of the budget come seeds: what
the scenario's own link does by chance, or, if that does nothing by chance,
scripts at random. What breaks the promise is shrunk and written as a scenario.
Exit code 1: nothing found.

  --breaks PROMISE   the promise to break
  --contender NAME   which one; default: the first that can be
  --events A,B       only these: drop, duplicate, corrupt, swap (behind the next
                     packet), hold (behind 1, 2, ... later ones), delay (longer
                     than a timeout); default: all
  --longest N        the longest script that is tried systematically, 0 to 8; 4
  --budget N         at most so many runs, 0 to 10000000; 20000
  --seeds A..B       the seeds to try; 1..1000
  --out FILE         where the scenario goes; default: results/NAME-PROMISE.json
  -j, --jobs N       so many runs at once; default: the number of processors
  -q, --quiet        print nothing but errors

examples:
  acklab find reliability/07 --breaks intact
  acklab find scenarios/switched-off.json --breaks complete --longest 2
)";

constexpr std::string_view schema = R"(usage: acklab schema KIND

  KIND   scenario, report, sweep, ablation, advice or theory

Prints the JSON Schema (2020-12) of scenario files, of reports, of a sweep's
JSON results or of what 'acklab ablate', 'acklab advise' or 'acklab theory
--json' writes, in which every key is described with its unit.

examples:
  acklab schema scenario > scenario.schema.json
  acklab schema report | less
)";

constexpr std::string_view link_help = R"(usage: acklab link describe FILE [--json]
       acklab link list
       acklab link manual [--schema | --workloads]

link describe says in words and numbers what a link does to packets, and which
              'tc' command of Linux comes nearest. FILE is a scenario, a link
              description by itself such as {"delay": "25ms", "loss": "1%"}, or
              the name of a link that 'acklab link list' shows.
                --json  the same numbers as JSON

link list     the links known by name, which {"like": NAME} starts from: what
              each is, and where its numbers come from

link manual   prints scenarios/LINK.md, which says what a link can be told; with
              --schema scenarios/schema/scenario.schema.json, with --workloads
              scenarios/WORKLOADS.md, which says what jobs there are. For
              maintainers: './dev generate' writes all three.

examples:
  acklab link describe scenarios/lossy-bulk.json
  acklab link describe dsl --json
  acklab link list
  acklab link manual | less
)";

constexpr std::string_view theory_help = R"(usage: acklab theory [--json]
       acklab theory FORMULA [INPUT=VALUE...] [--json]
       acklab theory --manual

Without a name: all formulas. With one: what it says, its inputs, what it
assumes and where it comes from; with inputs behind it, its result. A scenario
names formulas under "theory", and the report puts what they say beside what
was measured.

  --input INPUT=VALUE  the same as INPUT=VALUE alone
  --json               the same for programs: formula, inputs and result with
                       their units; 'acklab schema theory' describes it
  --manual             print scenarios/THEORY.md. For maintainers: './dev
                       generate' writes it after a change to sim/theory

examples:
  acklab theory
  acklab theory go_back_n_utilisation
  acklab theory mathis payload=1460B round_trip=100ms loss=1%
  acklab theory jain shares=9,1 --json
)";

constexpr std::string_view trace_help = R"(usage: acklab trace constant --rate RATE [--length TIME]
       acklab trace poisson --rate RATE [--length TIME] [--seed N]
       acklab trace sawtooth --low RATE --high RATE --period TIME
       acklab trace fade --low RATE --high RATE --period TIME

Makes a trace in mahimahi's packet-delivery format. A link's rate may name it:
{"rate": {"trace": FILE}}. Each line is a millisecond at which a packet can be
delivered, up to 1500 bytes of IP: one a millisecond is 12mbit. The same words
give the same trace on every machine.

  constant   as evenly as milliseconds allow; exactly that rate
  poisson    at random, each packet independent of the others
  sawtooth   the rate grows evenly from low to high, then falls back at once
  fade       the rate begins high, fades to low and comes back, smoothly

  --rate, --low, --high RATE   such as 12mbit
  --period TIME                from one time at the same rate to the next
  --length TIME                of the trace, which repeats; else what is
                               exact from 1s on (constant), 60s (poisson), one
                               period (sawtooth, fade)
  --seed N                     of all chance, 0 to 9007199254740992; 1
  -o, --output FILE            write it there instead of to standard output
  --force                      replace FILE if it is there already

examples:
  acklab trace constant --rate 20mbit -o constant.trace
  acklab trace poisson --rate 6mbit --length 5min --seed 7 > poisson.trace
  acklab trace fade --high 12mbit --low 1mbit --period 10s -o fade.trace
)";

constexpr std::string_view list = R"(usage: acklab list [--json]

Prints the table of contents: each lesson's number and title, how long it takes
in real time, and what it needs of this machine; sweeps come last. Scenarios are
looked for in the folder that the environment variable ACKLAB_SCENARIOS names;
else in the nearest folder 'scenarios' here or above; else where they were
installed with acklab; else in the sources that acklab was built from.

  --json   the same for programs, with every text in every language

examples:
  acklab list
  acklab list --json
)";

constexpr std::string_view doctor = R"(usage: acklab doctor

Tries, step by step, everything that acklab needs from this machine, and says
how to enable what does not work. Changes nothing. Exit code 3 if any step did
not work.

example:
  acklab doctor
)";

}  // namespace

std::string_view help_text(std::string_view command) {
  if (const std::string_view help = help_on_reports(command); !help.empty()) return help;
  if (command == "run") return run;
  if (command == "sweep") return sweep;
  if (command == "merge") return merge;
  if (command == "check") return check;
  if (command == "link") return link_help;
  if (command == "theory") return theory_help;
  if (command == "trace") return trace_help;
  if (command == "ablate") return ablate_help;
  if (command == "find") return find_help;
  if (command == "advise") return advise_help();
  if (command == "schema") return schema;
  if (command == "list") return list;
  if (command == "doctor") return doctor;
  return general;
}

}  // namespace acklab::cli
