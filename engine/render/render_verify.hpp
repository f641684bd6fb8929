#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/model/error.hpp"
#include "engine/render/render_target.hpp"
#include "engine/render/text_style.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/question.hpp"

namespace trustctl {

/// What one target would make of a certificate, in one view.
struct Verification {
  TargetLabel target;
  View view = View::machine;
  Answer answer;
};

/// Where the certificates came from that are in no store.
enum class Presented {
  by_file,  ///< the command line named their files
  by_peer,  ///< a server sent them
};

/// The path as a picture: each certificate, where it was found, and what is wrong at which link;
/// then what is missing, from which store, and the lines of a manifest that would cure it.
std::string verify_text(const Question& question, std::span<const Verification> verifications,
                        Presented presented, Colours colours);

/// The same as JSON (schemas/report.schema.json, kind trustctl-verify). `question` is null where no
/// certificate could be read.
std::string verify_json(const Question* question, std::span<const Verification> verifications,
                        std::span<const Error> errors);

}  // namespace trustctl
