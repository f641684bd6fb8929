#include "engine/verify/verify.hpp"

#include <algorithm>

#include "engine/model/hexadecimal.hpp"
#include "engine/verify/client_code.hpp"
#include "engine/verify/may_fetch.hpp"
#include "engine/verify/path_builder.hpp"
#include "engine/verify/unread.hpp"

namespace trustctl {

namespace {

std::optional<MissingIssuer> missing_issuer(const Answer& answer, bool has_namesake) {
  const PathLink& end = answer.path.back();
  if (!end.has(Fault::issuer_missing) && !has_namesake) {
    return std::nullopt;
  }
  const Certificate& child = end.certificate;
  return MissingIssuer{child.issuer_text(), hexadecimal(child.authority_key_id()),
                       issuer_addresses(extensions_of(child)), has_namesake};
}

Trust trust_of(const JudgedPath& path, const std::vector<std::string_view>& exhausted) {
  if (path.anchored && path.count(Severity::error) == 0) {
    return path.count(Severity::unknown) == 0 ? Trust::trusted : Trust::could_not_tell;
  }
  return exhausted.empty() ? Trust::untrusted : Trust::could_not_tell;
}

void describe(Answer& answer, JudgedPath path, const CertificatePool& pool) {
  answer.anchored = path.anchored;
  for (std::size_t i = 0; i < path.members.size(); ++i) {
    const PoolMember& member = pool[path.members[i]];
    answer.path.push_back({member.certificate, member.found, std::move(path.problems[i])});
  }
}

}  // namespace

Answer verify(const Question& question, const TargetState& stores,
              const SignatureCheck& signed_by) {
  CertificatePool pool(question, stores);
  PathBuilder builder(question, pool, signed_by);
  Answer answer;
  auto good = builder.find_good();
  JudgedPath path = good.has_value() ? *std::move(good) : builder.find_nearest();
  answer.trust = trust_of(path, builder.exhausted());
  const Unread unread = find_unread(stores, answer.trust, path.problems.front());
  if (unread.any) {
    answer.trust = Trust::could_not_tell;
  }
  const bool may_be_beyond = question.sent_beyond != 0 && answer.trust != Trust::trusted &&
                             !is_refused_by_itself(path.problems.front());
  if (may_be_beyond) {
    answer.trust = Trust::could_not_tell;
  }
  answer.exhausted =
      answer.trust == Trust::trusted ? std::vector<std::string_view>() : builder.exhausted();
  if (may_be_beyond) {
    answer.exhausted.push_back("certificates");
  }
  answer.unreadable = pool.unreadable();
  answer.unreadable.insert(answer.unreadable.end(), unread.parts.begin(), unread.parts.end());
  answer.effort = builder.effort();
  const bool has_namesake = path.has_namesake;
  describe(answer, std::move(path), pool);
  answer.missing = missing_issuer(answer, has_namesake);
  answer.may_fetch = may_fetch(question, stores, answer);
  const bool fetch_decides = answer.may_fetch.has_value() && answer.may_fetch->leaves_open();
  if (fetch_decides) {
    answer.trust = Trust::could_not_tell;
  } else if (answer.trust != Trust::trusted) {
    answer.client_code = client_code(answer);
  }
  return answer;
}

}  // namespace trustctl
