#include <catch2/catch.hpp>
#include <chrono>

#include "engine/formats/certificate_source.hpp"
#include "engine/model/name_text.hpp"
#include "tests/probe/odd_server.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::vector<Certificate> file(const std::string& name) {
  return read_certificates(read_file(chain_folder() / name)).value();
}

std::string error_of(const ProbeRequest& request) {
  const auto sent = probe_server(request);
  return sent.has_value() ? "it answered" : sent.error().message;
}

}  // namespace

TEST_CASE("a server's certificates come in the order and the bytes that it has", "[probe]") {
  OddServer server("tls", "chain.pem");
  const auto sent = probe_server(server.request());
  REQUIRE(sent.has_value());
  CHECK(sent->certificates == file("chain.pem"));
  CHECK(sent->protocol == "TLSv1.3");
  CHECK_FALSE(sent->asks_for_client_certificate);
  CHECK(server.heard() == "heard 0\n");  // a handshake, and nothing in it
}

TEST_CASE("a server is asked by IPv6, too", "[probe]") {
  OddServer server("tls6", "chain.pem");
  ProbeRequest request = server.request();
  request.server.host = "::1";
  const auto sent = probe_server(request);
  INFO((sent.has_value() ? "" : sent.error().message));
  REQUIRE(sent.has_value());
  CHECK(sent->certificates == file("chain.pem"));
}

TEST_CASE("a server that wants a client certificate is known for it, though it refuses us",
          "[probe]") {
  for (const std::string mode : {"asks", "asks12"}) {
    OddServer server(mode, "chain.pem", "root.pem");
    const auto sent = probe_server(server.request());
    REQUIRE(sent.has_value());
    CHECK(sent->certificates.size() >= 2);
    CHECK(sent->asks_for_client_certificate);
    REQUIRE(sent->acceptable_issuers.size() == 1);
    CHECK(name_text(sent->acceptable_issuers[0]) == "CN=Loop Root");
  }
}

TEST_CASE("of more certificates than a hundred the first hundred are taken", "[probe]") {
  OddServer server("tls", "many.pem");
  const auto sent = probe_server(server.request());
  REQUIRE(sent.has_value());
  CHECK(sent->certificates_sent == 150);
  CHECK(sent->certificates.size() == 100);
  CHECK(sent->certificates[1] == file("chain.pem")[1]);
}

TEST_CASE("TLS begins after STARTTLS where mail and directory servers agree to it", "[probe]") {
  for (const auto& [mode, kind] :
       {std::pair("smtp", StartTls::smtp), std::pair("ldap", StartTls::ldap),
        std::pair("ldap-long", StartTls::ldap)}) {
    OddServer server(mode, "chain.pem");
    ProbeRequest request = server.request();
    request.start_tls = kind;
    const auto sent = probe_server(request);
    INFO(mode << ": " << (sent.has_value() ? "" : sent.error().message));
    REQUIRE(sent.has_value());
    CHECK(sent->certificates.size() == 2);
  }
}

TEST_CASE("a refusal of STARTTLS is told with the server's words", "[probe]") {
  OddServer mail("smtp-no", "chain.pem");
  ProbeRequest request = mail.request();
  request.start_tls = StartTls::smtp;
  CHECK(contains(error_of(request), "the mail server does not agree: it answered '454 not now'"));
  OddServer directory("ldap-no", "chain.pem");
  request = directory.request();
  request.start_tls = StartTls::ldap;
  CHECK(contains(error_of(request), "result code 2"));
}

TEST_CASE("a directory server's answer without a length, or with too great a one, is refused",
          "[probe]") {
  for (const auto& [mode, said] :
       {std::pair("ldap-huge", "a message that is too long"),
        std::pair("ldap-endless", "something that is no LDAP message")}) {
    OddServer server(mode);
    ProbeRequest request = server.request();
    request.start_tls = StartTls::ldap;
    CHECK(contains(error_of(request), said));
  }
}

TEST_CASE("a proxy is asked to connect, and its refusal is told", "[probe]") {
  OddServer server("tls", "chain.pem");
  OddServer proxy("proxy " + std::to_string(server.port()));
  ProbeRequest request = server.request();
  request.proxy = Endpoint{"127.0.0.1", proxy.port()};
  const auto sent = probe_server(request);
  REQUIRE(sent.has_value());
  CHECK(sent->certificates.size() == 2);
  OddServer again("proxy 1");
  request.proxy = Endpoint{"127.0.0.1", again.port()};
  request.server.host = "forbidden.example";
  CHECK(contains(error_of(request), "the proxy does not agree: it answered 'HTTP/1.1 403"));
}

TEST_CASE("a server that says nothing is left when the time is up", "[probe]") {
  const auto start = std::chrono::steady_clock::now();
  for (const StartTls kind : {StartTls::none, StartTls::smtp}) {
    OddServer server("silent");
    ProbeRequest request = server.request();
    request.timeout = std::chrono::seconds(1);
    request.start_tls = kind;
    CHECK(contains(error_of(request),
                   "no answer from localhost:" + std::to_string(server.port()) + " within 1 s"));
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("what is no TLS is an error that says so", "[probe]") {
  for (const std::string mode : {"garbage", "huge", "hangup"}) {
    OddServer server(mode);
    CHECK(contains(error_of(server.request()), "sent no certificate: "));
  }
}

TEST_CASE("a server that speaks something else than TLS is told what it speaks", "[probe]") {
  for (const auto& [mode, said] :
       {std::pair("ssh", "it answers as SSH"), std::pair("http", "that is plain HTTP"),
        std::pair("mail", "(SMTP); use --starttls smtp"), std::pair("ftp", "it answers as FTP"),
        std::pair("imap", "it answers as IMAP"), std::pair("pop3", "it answers as POP3")}) {
    OddServer server(mode);
    const std::string error = error_of(server.request());
    INFO(mode);
    CHECK(contains(error, "sent no certificate: "));
    CHECK(contains(error, said));
  }
}

TEST_CASE("a port that nobody listens on, and a host that is none, are errors", "[probe]") {
  ProbeRequest request{{"127.0.0.1", 1}, ""};
  CHECK(contains(error_of(request), "cannot connect to 127.0.0.1:1: Connection refused"));
  request.server = {"nowhere.invalid", 443};
  CHECK(contains(error_of(request), "cannot find the host nowhere.invalid"));
}

TEST_CASE("a server is written as host and port", "[probe]") {
  CHECK(parse_endpoint("a.example:443").value() == Endpoint{"a.example", 443});
  CHECK(parse_endpoint("[2001:db8::1]:636").value() == Endpoint{"2001:db8::1", 636});
  CHECK(to_string(Endpoint{"2001:db8::1", 636}) == "[2001:db8::1]:636");
  for (const std::string_view text :
       {"a.example", "a.example:", "a.example:0", "a.example:65536", "a.example:44x", ":443",
        "2001:db8::1:443", "[a.example]:443", "-x:443", "a b:443", "a/b:443", "a\n:443"}) {
    INFO(text);
    CHECK_FALSE(parse_endpoint(text).has_value());
  }
}
