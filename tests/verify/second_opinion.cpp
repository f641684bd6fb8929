#include "tests/verify/second_opinion.hpp"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>

namespace trustctl::test {

namespace {

struct FreeVerifier {
  void operator()(X509* x509) const { X509_free(x509); }
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
  void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
  void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using VerifiedPtr = std::unique_ptr<X509, FreeVerifier>;

VerifiedPtr x509_of(const Certificate& certificate) {
  const unsigned char* position = certificate.bytes().data();
  return VerifiedPtr(d2i_X509(nullptr, &position, static_cast<long>(certificate.bytes().size())));
}

void set_question(X509_VERIFY_PARAM* parameters, const Question& question, PathEnd end) {
  if (end == PathEnd::anybody) {
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
  }
  X509_VERIFY_PARAM_set_time(parameters, question.at.time_since_epoch().count());
  X509_VERIFY_PARAM_set_auth_level(parameters, 0);
  if (question.purpose == *Oid::parse("server_auth")) {
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
  } else if (question.purpose == *Oid::parse("client_auth")) {
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_CLIENT);
  }
  if (question.name.has_value() && question.name->is_address()) {
    const Bytes& address = question.name->address();
    X509_VERIFY_PARAM_set1_ip(parameters, address.data(), address.size());
  } else if (question.name.has_value()) {
    X509_VERIFY_PARAM_set1_host(parameters, question.name->text().c_str(), 0);
  }
}

std::string verdict(const Question& question, const std::vector<Certificate>& trusted,
                    const std::vector<Certificate>& untrusted, PathEnd end) {
  const std::unique_ptr<X509_STORE, FreeVerifier> store(X509_STORE_new());
  for (const Certificate& certificate : trusted) {
    X509_STORE_add_cert(store.get(), x509_of(certificate).get());
  }
  const std::unique_ptr<STACK_OF(X509), FreeVerifier> between(sk_X509_new_null());
  for (const Certificate& certificate : untrusted) {
    sk_X509_push(between.get(), x509_of(certificate).release());
  }
  const VerifiedPtr leaf = x509_of(question.leaf);
  const std::unique_ptr<X509_STORE_CTX, FreeVerifier> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), between.get());
  set_question(X509_STORE_CTX_get0_param(context.get()), question, end);
  if (X509_verify_cert(context.get()) == 1) {
    return {};
  }
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

}  // namespace

std::string openssl_objection(const Question& question, const Answer& answer, PathEnd end) {
  std::vector<Certificate> between;
  for (std::size_t i = 1; i + 1 < answer.path.size(); ++i) {
    between.push_back(answer.path[i].certificate);
  }
  return verdict(question, {answer.path.back().certificate}, between, end);
}

std::string openssl_verdict(const Question& question, const Stores& stores) {
  std::vector<Certificate> untrusted = question.sent;
  untrusted.insert(untrusted.end(), stores.ca.begin(), stores.ca.end());
  return verdict(question, stores.root, untrusted, PathEnd::root);
}

}  // namespace trustctl::test
