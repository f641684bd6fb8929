#include "providers/cryptoapi/windows/store_operation.hpp"

namespace trustctl::cryptoapi {

// Alone in its file: a program that defines it takes no other object of the library away.
void after_store_operation(void*) {}

}  // namespace trustctl::cryptoapi
