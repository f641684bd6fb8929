#include "engine/model/compromised_keys.hpp"

#include <algorithm>
#include <array>

namespace trustctl {

namespace {

constexpr std::string_view chromium =
    "Chromium, its blocklist of certificates (private key leakages)";
// Of either two certificates with different serial numbers and dates, and one key.
constexpr std::string_view superfishy = "github.com/hannob/superfishy (certificates)";

constexpr std::array keys = {
    CompromisedKey{"4bb8f35ba1e126f8dde1b0c420625ed86dce61a7bddadbdea9aba578ff13145e", 0xe741a42d,
                   "Superfish (Lenovo, 2015)", chromium},
    CompromisedKey{"cdee9f3305572a677e1a6c82dc1e02a35b11cae6a684338c9f37fe1ac8daec23", 0x5326d65f,
                   "eDellRoot (Dell, 2015)", chromium},
    CompromisedKey{"130ad4e0633521290531b6651f5759b0bc7bc656709ff8f365c2143b0389b6f6", 0x0cc678e3,
                   "DSDTestProvider (Dell, 2015)", chromium},
    CompromisedKey{"8f591f7aa4dc3efe9490c38a4692c9011ed128f1de595569406d77b6fa1f6b4c", 0x27af29b5,
                   "Sennheiser HeadSetup (127.0.0.1, 2018)", chromium},
    CompromisedKey{"0c43ea8bcde9fc3bca165664ac8215567e3489d5393a0c81e1a79141992e1953", 0x564424cd,
                   "Sennheiser HeadSetup (SenncomRootCA, 2018)", chromium},
    CompromisedKey{"1af56c98ff043ef92bebff54cebb4dd67a25ba956c817f3e6dd3c1e52eb584c1", 0xcb23dde5,
                   "Cyberoam's appliances (2012)", chromium},
    CompromisedKey{"707d364e72ae521431dd953897f9c4846d5b8c324298fe53fbd4ada1f2d1157f", 0xb74aa627,
                   "Mitel's telephones (Aastra, 2008)", chromium},
    CompromisedKey{"490b6ec6beb2d6034720b5149b6b29cd35515988cc16af854148b07b9b1f8a11", 0xfb10a085,
                   "Mitel's telephones (Aastra, 2016)", chromium},
    CompromisedKey{"ef551284715232de92e246c323329362b132493bb16b589e4775520beb871a56", 0x20bd4be7,
                   "Mitel's telephones (Mitel Networks ICP CA, 2002)", chromium},
    CompromisedKey{"6adb8e3e055460922d1501cb97f94c6a02e39c8f2774ca408825b7b58379dc14", 0xa2cdd971,
                   "Mitel's telephones (Mitel Networks ICP CA, 2015)", chromium},
    CompromisedKey{"10900ceb22cbcef9e431f6801225df3755f7a75eae0e22f164cae1cbbc81424c", 0x9e219fe1,
                   "PrivDog (2015)", superfishy},
    CompromisedKey{"ade08a07590eabeac543e87b992d23f11022023d8ecd29c46a16e4082a0e7d96", 0x9ba23be3,
                   "Adguard (2015)", superfishy},
};

// A SubjectPublicKeyInfo of RSA ends with the modulus and the exponent 65537, 02 03 01 00 01.
std::uint32_t modulus_end(ByteView key) {
  constexpr std::size_t length = 4;
  constexpr std::size_t exponent = 5;
  std::uint32_t end = 0;
  if (key.size() >= length + exponent) {
    for (const std::uint8_t octet : key.subspan(key.size() - exponent - length, length)) {
      end = end << 8U | octet;
    }
  }
  return end;
}

}  // namespace

std::span<const CompromisedKey> compromised_keys() { return keys; }

const CompromisedKey* find_compromised_key(const Certificate& certificate) {
  const std::uint32_t end = modulus_end(certificate.public_key_info());
  const auto* const found = std::find_if(keys.begin(), keys.end(), [&](const CompromisedKey& key) {
    return key.modulus_end == end &&
           key.sha256 == Fingerprint::of(certificate.public_key_info()).hex();
  });
  return found == keys.end() ? nullptr : found;
}

}  // namespace trustctl
