#pragma once

#include <string>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::cli {

/// The language that people are told things in, a tag such as "en" or "zh-CN": what `--lang` says,
/// which is taken out of the arguments, wherever it stands; else ACKLAB_LANG; else English. Letters
/// may be small or large, and what locales add ("zh_CN.UTF-8") may be there. The error is one
/// sentence.
[[nodiscard]] Expected<std::string, std::string> take_language(std::vector<std::string>& arguments);

/// The tag in its usual letters, "zh-CN" for "ZH_cn.UTF-8"; the same text where it names none.
[[nodiscard]] std::string usual_tag(std::string text);

}  // namespace acklab::cli
