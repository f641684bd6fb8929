#include "engine/probe/probe_server.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <memory>

#include "engine/model/deleter.hpp"
#include "engine/probe/connection.hpp"
#include "engine/probe/dialogs.hpp"
#include "engine/probe/other_protocol.hpp"
#include "engine/verify/host_name.hpp"

namespace trustctl {

namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Deleter<SSL_free>>;

// Whatever the chain is: it is to be shown, not trusted.
int accept_any(X509_STORE_CTX* /*context*/, void* /*argument*/) { return 1; }

// Called when the server asks for a client certificate: there is none.
int note_request(SSL* ssl, X509** /*certificate*/, EVP_PKEY** /*key*/) {
  *static_cast<bool*>(SSL_get_app_data(ssl)) = true;
  return 0;
}

// Old servers are probed too: nothing secret is ever sent.
ContextPtr make_context() {
  constexpr long most_certificate_bytes = 256L * 1024;
  ContextPtr context(SSL_CTX_new(TLS_client_method()));
  if (context != nullptr) {
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET);
    SSL_CTX_set_cipher_list(context.get(), "DEFAULT:!aNULL:!eNULL:!PSK:!SRP:@SECLEVEL=0");
    SSL_CTX_set_cert_verify_callback(context.get(), accept_any, nullptr);
    SSL_CTX_set_client_cert_cb(context.get(), note_request);
    SSL_CTX_set_max_cert_list(context.get(), most_certificate_bytes);
  }
  return context;
}

std::string openssl_reason() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "it broke the handshake off" : reason;
}

// What OpenSSL wants to say goes out.
Result<void> flush(SSL* ssl, Stream& stream) {
  constexpr std::size_t piece = std::size_t{16} * 1024;
  std::string text(piece, '\0');
  while (true) {
    const int count = BIO_read(SSL_get_wbio(ssl), text.data(), static_cast<int>(text.size()));
    if (count <= 0) {
      return {};
    }
    if (auto written =
            stream.write(std::string_view(text).substr(0, static_cast<std::size_t>(count)));
        !written) {
      return written;
    }
  }
}

// What the server said comes in; of what it said first, `first` keeps some.
Result<void> feed(SSL* ssl, Stream& stream, std::string& first) {
  constexpr std::size_t kept = 256;
  constexpr std::size_t piece = std::size_t{16} * 1024;
  const auto text = stream.read_some(piece);
  if (!text) {
    return tl::unexpected(text.error());
  }
  first += text->substr(0, kept - std::min(kept, first.size()));
  BIO_write(SSL_get_rbio(ssl), text->data(), static_cast<int>(text->size()));
  return {};
}

// Drives the handshake to its end, good or bad; a failure is the reason. By memory, so that the
// stream alone touches the socket: its deadline holds, and a broken connection is no signal.
// (Nor does OpenSSL know what else than TLS a server may speak.)
Result<void> shake_hands(SSL* ssl, Stream& stream) {
  std::string first;
  while (true) {
    ERR_clear_error();
    const int result = SSL_connect(ssl);
    const int error = SSL_get_error(ssl, result);
    const std::string reason = openssl_reason();
    if (auto flushed = flush(ssl, stream); !flushed) {
      return flushed;
    }
    if (result == 1) {
      return {};
    }
    if (error != SSL_ERROR_WANT_READ) {
      const std::string other = other_protocol(first);
      return tl::unexpected(Error{ErrorCode::io, other.empty() ? reason : other});
    }
    if (auto fed = feed(ssl, stream, first); !fed) {
      return fed;
    }
  }
}

Certificate encoded(X509* x509) {
  Bytes bytes(static_cast<std::size_t>(std::max(i2d_X509(x509, nullptr), 0)));
  unsigned char* position = bytes.data();
  i2d_X509(x509, &position);
  return Certificate::from_bytes(std::move(bytes));
}

Bytes encoded(const X509_NAME* name) {
  Bytes bytes(static_cast<std::size_t>(std::max(i2d_X509_NAME(name, nullptr), 0)));
  unsigned char* position = bytes.data();
  i2d_X509_NAME(name, &position);
  return bytes;
}

void take_certificates(const SSL* ssl, Presentation& presentation) {
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl);
  const int count = chain == nullptr ? 0 : sk_X509_num(chain);
  presentation.certificates_sent = static_cast<std::size_t>(count);
  const int most = std::min(count, static_cast<int>(Presentation::certificate_limit));
  for (int i = 0; i < most; ++i) {
    presentation.certificates.push_back(encoded(sk_X509_value(chain, i)));
  }
}

void take_issuers(const SSL* ssl, Presentation& presentation) {
  const STACK_OF(X509_NAME)* names = SSL_get0_peer_CA_list(ssl);
  const int count = names == nullptr ? 0 : sk_X509_NAME_num(names);
  for (int i = 0; i < count; ++i) {
    presentation.acceptable_issuers.push_back(encoded(sk_X509_NAME_value(names, i)));
  }
}

Result<void> prepare(const ProbeRequest& request, Stream& stream) {
  if (request.proxy.has_value()) {
    if (auto connected = connect_by_proxy(request.server, stream); !connected) {
      return connected;
    }
  }
  return start_tls(request.start_tls, stream);
}

Result<Presentation> ask(const ProbeRequest& request, Stream& stream) {
  const ContextPtr context = make_context();
  const SslPtr ssl(context == nullptr ? nullptr : SSL_new(context.get()));
  Presentation presentation;
  if (ssl == nullptr) {
    return tl::unexpected(Error{ErrorCode::io, "OpenSSL cannot be started"});
  }
  SSL_set_bio(ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));  // owned by ssl
  SSL_set_app_data(ssl.get(), &presentation.asks_for_client_certificate);
  if (!request.server_name.empty() && !parse_ip_address(request.server_name).has_value()) {
    std::string name = request.server_name;  // what SSL_set_tlsext_host_name does, without its cast
    SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  }
  const auto shaken = shake_hands(ssl.get(), stream);
  take_certificates(ssl.get(), presentation);
  take_issuers(ssl.get(), presentation);
  presentation.protocol = SSL_get_version(ssl.get());
  ERR_clear_error();
  // A server may refuse us once it has shown itself, for want of a client certificate.
  if (presentation.certificates.empty()) {
    return tl::unexpected(
        Error{ErrorCode::io, to_string(request.server) + " sent no certificate: " +
                                 (shaken.has_value() ? "it has none" : shaken.error().message)});
  }
  return presentation;
}

}  // namespace

Result<Presentation> probe_server(const ProbeRequest& request) {
  const TimeLimit limit(request.timeout);
  const auto connection = Connection::open(request.proxy.value_or(request.server), limit);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  if (auto prepared = prepare(request, **connection); !prepared) {
    return tl::unexpected(prepared.error());
  }
  return ask(request, **connection);
}

}  // namespace trustctl
