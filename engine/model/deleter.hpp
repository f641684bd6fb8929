#pragma once

namespace trustctl {

/// A std::unique_ptr's deleter that calls a C library's own function:
/// `std::unique_ptr<X509, Deleter<X509_free>>`.
template <auto free_function>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    free_function(object);
  }
};

}  // namespace trustctl
