#pragma once

namespace trustctl::cryptoapi {

/// Called with a store's handle after every single change to it. Does nothing; a test program
/// defines its own, which the linker then takes instead of ours, to end the process at the nth.
void after_store_operation(void* store);

}  // namespace trustctl::cryptoapi
