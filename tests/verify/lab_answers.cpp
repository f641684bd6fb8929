#include "tests/verify/lab_answers.hpp"

#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"

namespace trustctl::test {

Labels labels(const Answer& answer) {
  Labels names;
  for (const PathLink& link : answer.path) {
    names.push_back(link.certificate.label());
  }
  return names;
}

Answer with_issuing(Lab& lab, Draft draft, Viewpoint view) {
  draft.name = "issuing";
  draft.issuer = "root";
  Question question = ask(lab.leaf(), {lab.make(draft)});
  question.view = view;
  return answer(question, machine({.root = {lab.root()}}));
}

Answer with_leaf(Lab& lab, Draft draft, Question asked) {
  draft.issuer = "issuing";
  asked.leaf = lab.make(draft);
  asked.sent = {lab.issuing()};
  return answer(asked, machine({.root = {lab.root()}}));
}

Question ask_strictly() {
  Question question = ask(blob("replaced"));
  question.view = Viewpoint::strict;
  question.purpose = purpose("server_auth");
  return question;
}

Answer strict_leaf(Lab& lab, const WrittenExtensions& extensions, const std::string& name) {
  return with_leaf(lab, {.name = name, .extensions = extensions}, ask_strictly());
}

}  // namespace trustctl::test
