#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "engine/model/signature.hpp"

// As the program itself: what this computer says to OpenSSL bends no test.
int main(int count, char** values) {
  trustctl::use_no_crypto_configuration();
  return Catch::Session().run(count, values);
}
