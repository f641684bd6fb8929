// Any bytes as a source: read_certificates ends, keeps its promises, and reads nothing beyond them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/formats/base64.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/formats/pem.hpp"
#include "engine/formats/pkcs7.hpp"

namespace {

using namespace trustctl;

void require(bool kept) {
  if (!kept) {
    std::abort();
  }
}

void check_source(ByteView bytes) {
  const auto certificates = read_certificates(bytes);
  if (!certificates) {
    require(certificates.error().code == ErrorCode::invalid_input);
    require(!certificates.error().message.empty() && certificates.error().message.size() < 1000);
    return;
  }
  require(!certificates->empty());
  for (const Certificate& certificate : *certificates) {
    require(certificate.verdict().kind != Verdict::Kind::opaque);
  }
}

void check_pem(std::string_view text) {
  const auto blocks = read_pem(text);
  std::size_t done = 0;
  for (std::size_t i = 0; blocks && i < blocks->size(); ++i) {
    const PemBlock& block = (*blocks)[i];
    require(block.begin == done + block.before.size() && block.end > block.begin);
    require(text.substr(block.begin).starts_with("-----BEGIN "));
    done = block.end;
    const std::string written = write_pem(block.label, block.bytes);
    const auto again = read_pem(written);
    require(again && again->size() == 1 && again->front().bytes == block.bytes);
  }
  require(done <= text.size());
}

void check_base64(std::string_view text) {
  if (const auto bytes = base64_decode(text)) {
    require(base64_decode(base64_encode(*bytes)) == bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  check_source(bytes);
  check_pem(as_text(bytes));
  check_base64(as_text(bytes));
  static_cast<void>(read_pkcs7(bytes));
  return 0;
}
