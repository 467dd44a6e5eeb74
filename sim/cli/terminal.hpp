#pragma once

#include "sim/report/report.hpp"

namespace acklab::cli {

/// How text on standard output should look: 80 columns, or fewer on a narrower terminal; colour on
/// a terminal unless NO_COLOR is set (https://no-color.org); ASCII unless the locale is UTF-8.
[[nodiscard]] report::TableStyle output_style();

/// From now on output_style speaks this language. One other than English is shown in UTF-8 whatever
/// the locale says: whoever asks for it can read it.
void speak(const std::string& language);

/// Whether standard error is a terminal that can rewrite a line.
[[nodiscard]] bool progress_is_visible();
/// The columns of standard error's terminal, at most 80.
[[nodiscard]] unsigned progress_columns();

}  // namespace acklab::cli
