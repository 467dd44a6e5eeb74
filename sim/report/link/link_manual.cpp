#include "sim/report/link/link_manual.hpp"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/link/parameters.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/link/presets.hpp"

namespace acklab::report {
namespace {

using link::Parameter;
using link::ValueKind;

constexpr std::size_t manual_columns = 110;

constexpr std::string_view opening = R"(# The link

<!-- Made by `./dev generate` from the tables of parameters in sim/link. Do not edit. -->

What a link can be told: the object `link` of a scenario, and what `acklab link describe FILE` reads alone.
Everything is optional. An empty description `{}` is a perfect link: nothing is lost, nothing waits, nothing takes time.

```json
{"rate": "20mbit", "delay": "25ms", "loss": "1%", "queue": "125kB"}
```

What is said holds in both directions, from the client to the server (forward) and back (reverse). `forward` and `reverse`
say what differs in one of them. This line is fast in one direction and slow in the other, and loses only on the way back:

```json
{"rate": "50mbit", "delay": "10ms", "reverse": {"rate": "1mbit", "loss": "0.1%"}}
```

`acklab link describe FILE` says in words and numbers what a description does, and which `tc netem` command comes nearest.

## How values are written

)";

struct KindText {
  ValueKind kind;
  std::string_view name;
  std::string_view meaning;
};
constexpr std::array kind_texts{
    KindText{ValueKind::percentage, "percentage",
             "`\"1%\"`: 0% to 100%, with up to ten decimals. Decided exactly, in parts of 10^12."},
    KindText{ValueKind::duration, "duration",
             "`\"25ms\"`: a decimal number and ns, us, ms, s, min or h. Exact to a nanosecond."},
    KindText{ValueKind::rate, "rate",
             "`\"20mbit\"`: a decimal number and bit, kbit, mbit, gbit or tbit (per second, powers "
             "of 1000)."},
    KindText{ValueKind::size, "size",
             "`\"125kB\"`: a decimal number and B, kB, MB, GB (powers of 1000) or KiB, MiB, GiB "
             "(powers of 1024). Sizes of packets are those of IP: a UDP payload and 28 bytes."},
    KindText{ValueKind::count, "whole number", "`3`: a JSON number in digits alone."},
    KindText{ValueKind::number, "number", "`4.5`: a JSON number."},
    KindText{ValueKind::boolean, "truth value", "`true` or `false`."},
    KindText{ValueKind::choice, "word", "one of those listed."},
    KindText{ValueKind::text, "text", "`\"…\"`: one line."},
    KindText{ValueKind::list, "list", "`[…]`: a JSON array."},
    KindText{ValueKind::direction, "direction",
             "`{…}`: an object with any of the keys of one direction."},
    KindText{ValueKind::object, "object", "`{…}`: with the keys listed below it."}};

constexpr std::string_view order = R"(
## The way of a packet

```
mtu → rules → outage → loss → policer → duplicate → corrupt → queue → rate → delay + jitter → reorder → out
```

Each direction takes its packets through these steps, in this order. A packet dropped at one step never meets the next;
a duplicate is made after the loss and goes its own way from there. Every decision is a hash of the seed, the
direction, the step and the packet's number, so turning one step on or off changes nothing at the others.

The words of `tc netem` are given where it has some, with what it does otherwise; they are those of Linux 6.18.

)";

constexpr std::string_view whole_link_heading = R"(## The link as a whole

These keys stand beside the others, but not in `forward` and `reverse`.

)";

constexpr std::string_view preset_heading = R"(## Links known by name

What `"like"` can start from. Each is a file in [links](links).

)";

std::string kinds_text(link::ValueKinds kinds) {
  std::string text;
  for (const KindText& kind : kind_texts) {
    if (!kinds.has(kind.kind)) continue;
    if (!text.empty()) text += " or ";
    text += kind.name;
  }
  return text;
}

std::string words_text(const Parameter& parameter) {
  std::string text;
  for (const std::string_view word : parameter.choices) {
    text += fmt::format("{}`\"{}\"`", text.empty() ? "" : ", ", word);
  }
  return text;
}

/// "size or word (`"unlimited"`)".
std::string written_as(const Parameter& parameter) {
  std::string text = kinds_text(parameter.kind);
  if (!parameter.choices.empty()) text += fmt::format(" ({})", words_text(parameter));
  if (parameter.kind.has(ValueKind::list)) {
    text += fmt::format(" of: {}", kinds_text(parameter.elements));
  }
  return text;
}

std::string limits_text(const Parameter& parameter) {
  if (!parameter.range.empty()) return std::string{parameter.range};
  if (parameter.min && parameter.max)
    return fmt::format("{} to {}", *parameter.min, *parameter.max);
  if (parameter.min) return fmt::format("at least {}", *parameter.min);
  if (parameter.max) return fmt::format("at most {}", *parameter.max);
  return {};
}

void add_paragraph(std::string& text, const std::string& words) {
  text += wrap(words, manual_columns, 0) + '\n';
}

/// A point of a list, its further lines set in.
void add_point(std::string& text, const std::string& words) {
  std::string lines = wrap(words, manual_columns - 2, 2);
  lines.front() = '-';
  text += lines;
}

/// The facts of one parameter, a point each.
void add_facts(std::string& text, const Parameter& parameter) {
  std::string written = "Written as: " + written_as(parameter);
  if (const std::string limits = limits_text(parameter); !limits.empty()) written += ", " + limits;
  add_point(text, written + '.');
  if (parameter.required) add_point(text, "Must be given.");
  if (!parameter.fallback.empty()) {
    add_point(text, fmt::format("Without it: `{}`.", parameter.fallback));
  }
  if (!parameter.netem.empty()) add_point(text, fmt::format("netem: `{}`.", parameter.netem));
  if (!parameter.differs.empty()) add_point(text, std::string{parameter.differs});
  text += '\n';
}

void add_parameter(std::string& text, const Parameter& parameter) {
  const bool nested = !link::owner_of(parameter.key).empty();
  text += fmt::format("{} `{}`\n\n", nested ? "####" : "###", parameter.key);
  add_paragraph(text, std::string{parameter.meaning});
  add_facts(text, parameter);
  if (parameter.examples.empty()) return;
  text += fmt::format("```json\n{}\n```\n\n", parameter.examples);
}

void add_presets(std::string& text) {
  text += preset_heading;
  for (const std::string_view name : scenario::preset_names()) {
    const scenario::LinkPreset preset = scenario::link_preset(name);
    text += fmt::format("### `{}`\n\n", name);
    for (const std::string& paragraph : preset.about) add_paragraph(text, paragraph);
    add_paragraph(text, "Source: " + preset.source + '.');
  }
}

}  // namespace

std::string link_manual() {
  std::string text{opening};
  for (const KindText& kind : kind_texts) {
    add_point(text, fmt::format("**{}** {}", kind.name, kind.meaning));
  }
  text += order;
  for (const Parameter& parameter : scenario::described_direction_parameters())
    add_parameter(text, parameter);
  text += whole_link_heading;
  for (const Parameter& parameter : link::whole_link_parameters()) add_parameter(text, parameter);
  add_presets(text);
  text.pop_back();
  return text;
}

}  // namespace acklab::report
