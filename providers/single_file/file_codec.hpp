#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "engine/model/capabilities.hpp"
#include "engine/model/change.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What one file holds, decoded once: certificates, and what is foreign to us.
class DecodedFile {
 public:
  virtual ~DecodedFile() = default;

  /// The stores, as Provider::read gives them.
  virtual TargetState state(const Selection& selection) const = 0;
  /// Why this change cannot be made here, whatever else is; nothing where it can: a name that the
  /// format cannot say, an image to restore that is something else.
  virtual std::optional<Error> refusal(const Change& change) const = 0;
  /// The file with these changes made, in an order of the codec's. Each is still to be made (see
  /// settled()) and has no refusal(). What no change names stays as it is, byte for byte where the
  /// format allows.
  virtual Result<Bytes> rewrite(std::span<const Change* const> changes) const = 0;
  /// All that is no entry and must survive a rewrite, in a form that can be compared: private keys
  /// as they stand there, still encrypted; members of other programs. Empty where rewrite() cannot
  /// touch any.
  virtual Bytes foreign() const = 0;
};

/// One kind of file that certificates are kept in: bytes to what they say, and changes to bytes.
/// The frame (see make_single_file_provider) does the rest: links, locks, the basis, one exchange
/// of files, what another program does meanwhile. A codec does no input or output; what it needs
/// beside the file's bytes (a password) it is made with.
class FileCodec {
 public:
  virtual ~FileCodec() = default;

  virtual const Capabilities& capabilities() const = 0;
  /// The most bytes that such a file may have.
  virtual std::size_t size_limit() const = 0;
  /// `file` is its name for messages. Fails with invalid_input and where, for what is no such file;
  /// with access_denied where a password is missing or wrong.
  virtual Result<std::unique_ptr<DecodedFile>> decode(Bytes bytes,
                                                      const std::string& file) const = 0;
  /// What a file that is begun by a change looks like before it.
  virtual Bytes empty_file() const = 0;
};

}  // namespace trustctl
