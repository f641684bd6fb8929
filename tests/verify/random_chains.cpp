#include "tests/verify/random_chains.hpp"

#include <algorithm>
#include <array>

#include "engine/formats/pem.hpp"

namespace trustctl::test {

namespace {

// A chain in the making: drafts from the root to the leaf.
struct Making {
  std::vector<Draft> drafts;
  std::vector<Draft> beside;          // sent too
  std::vector<Draft> beside_in_root;  // installed too
  std::vector<Draft> installed;       // in CA
  std::size_t lost = 0;               // the place of a draft that is not sent; 0: none
  bool root_sent = false;
  bool root_installed = true;
  std::string host = "server.example";
  std::string purpose = "server_auth";

  std::vector<std::string> spoilt;

  Draft& leaf() { return drafts.back(); }
};

template <typename Range>
const auto& one_of(const Range& range, Random& random) {
  return range[random() % std::size(range)];
}

// The root or a subordinate CA.
Draft& some_ca(Making& chain, Random& random) {
  return chain.drafts[random() % (chain.drafts.size() - 1)];
}
Draft& some_link(Making& chain, Random& random) {
  return chain.drafts[random() % chain.drafts.size()];
}

void write(Draft& draft, const std::string& name, const std::string& value) {
  draft.extensions = with(draft.extensions, name, value);
}

template <std::size_t size>
void write_one_of(Draft& draft, const std::string& name,
                  const std::array<const char*, size>& values, Random& random) {
  write(draft, name, one_of(values, random));
}

// The place of a subordinate CA; 0 where the chain has none.
std::size_t some_subordinate(const Making& chain, Random& random) {
  return chain.drafts.size() > 2 ? 1 + random() % (chain.drafts.size() - 2) : 0;
}

struct Spoiling {
  const char* name;
  void (*apply)(Making& chain, Random& random);
};

constexpr std::array spoilings = {
    Spoiling{"expired", [](Making& c, Random& r) { some_link(c, r).not_after = "2025-01-01"; }},
    Spoiling{"not yet valid",
             [](Making& c, Random& r) { some_link(c, r).not_before = "2035-01-01"; }},
    Spoiling{"no basicConstraints",
             [](Making& c, Random& r) {
               Draft& ca = some_ca(c, r);
               ca.extensions = without(ca.extensions, "basicConstraints");
             }},
    Spoiling{"other basicConstraints",
             [](Making& c, Random& r) {
               write_one_of(some_link(c, r), "basicConstraints",
                            std::array{"CA:FALSE", "critical,CA:FALSE", "CA:TRUE",
                                       "critical,CA:TRUE,pathlen:0", "critical,CA:TRUE,pathlen:1",
                                       "DER:0500", "critical,DER:30030101FE", "critical,DER:30050101FF0500"},
                            r);
             }},
    Spoiling{"no keyUsage",
             [](Making& c, Random& r) {
               Draft& link = some_link(c, r);
               link.extensions = without(link.extensions, "keyUsage");
             }},
    Spoiling{"other keyUsage",
             [](Making& c, Random& r) {
               write_one_of(some_link(c, r), "keyUsage",
                            std::array{"digitalSignature", "critical,cRLSign", "keyCertSign",
                                       "critical,digitalSignature,keyCertSign", "keyEncipherment",
                                       "nonRepudiation", "keyAgreement"},
                            r);
             }},
    Spoiling{"no extendedKeyUsage",
             [](Making& c, Random&) {
               c.leaf().extensions = without(c.leaf().extensions, "extendedKeyUsage");
             }},
    Spoiling{"other extendedKeyUsage",
             [](Making& c, Random& r) {
               write_one_of(
                   some_link(c, r), "extendedKeyUsage",
                   std::array{"clientAuth", "serverAuth", "serverAuth,clientAuth", "codeSigning",
                              "anyExtendedKeyUsage", "critical,serverAuth", "emailProtection"},
                   r);
             }},
    Spoiling{"signed by another key",
             [](Making& c, Random& r) { some_link(c, r).signed_by = "stranger"; }},
    Spoiling{"no key identifiers",
             [](Making& c, Random& r) {
               Draft& link = some_link(c, r);
               link.extensions = without(without(link.extensions, "authorityKeyIdentifier"),
                                         "subjectKeyIdentifier");
             }},
    Spoiling{"another authority's key identifier",
             [](Making& c, Random& r) {
               write(some_link(c, r), "authorityKeyIdentifier", "DER:300680040A0B0C0D");
             }},
    Spoiling{"another serial number of the authority",
             [](Making& c, Random& r) {
               write(some_link(c, r), "authorityKeyIdentifier",
                     "DER:3015A110A40E300C310A3008060355040313017882010C");
             }},
    Spoiling{"another key identifier of its own",
             [](Making& c, Random& r) {
               write(some_ca(c, r), "subjectKeyIdentifier", "DER:04040A0B0C0D");
             }},
    Spoiling{"not sent",
             [](Making& c, Random& r) { c.lost = some_subordinate(c, r); }},
    Spoiling{"installed, not sent",
             [](Making& c, Random& r) {
               c.lost = some_subordinate(c, r);
               if (c.lost != 0) {
                 c.installed.push_back(c.drafts[c.lost]);
               }
             }},
    Spoiling{"root not installed",
             [](Making& c, Random& r) {
               c.root_installed = false;
               c.root_sent = r() % 2 == 0;
             }},
    Spoiling{"root sent", [](Making& c, Random&) { c.root_sent = true; }},
    Spoiling{"other names",
             [](Making& c, Random& r) {
               write_one_of(
                   c.leaf(), "subjectAltName",
                   std::array{"DNS:other.example", "DNS:*.example", "DNS:SERVER.Example",
                              "DNS:*.lab.example", "IP:192.0.2.1", "email:a@server.example",
                              "critical,DNS:server.example", "DNS:server.example,IP:192.0.2.1",
                              "URI:https://server.example/", "DNS:ser*.example",
                              "DNS:server.example."},
                   r);
             }},
    Spoiling{"no subjectAltName",
             [](Making& c, Random&) {
               c.leaf().extensions = without(c.leaf().extensions, "subjectAltName");
             }},
    Spoiling{"another question",
             [](Making& c, Random& r) {
               constexpr std::array hosts = {"", "192.0.2.1", "a.lab.example", "server.example.",
                                             "SERVER.EXAMPLE"};
               c.host = one_of(hosts, r);
             }},
    Spoiling{"another purpose",
             [](Making& c, Random& r) {
               constexpr std::array purposes = {"", "client_auth"};
               c.purpose = one_of(purposes, r);
             }},
    Spoiling{"an extension that nobody knows",
             [](Making& c, Random& r) {
               write_one_of(some_link(c, r), "1.2.3.4", std::array{"critical,DER:0500", "DER:0500"},
                            r);
             }},
    Spoiling{"an extension twice",
             [](Making& c, Random& r) {
               Draft& link = some_link(c, r);
               if (!link.extensions.empty()) {
                 link.extensions.push_back(WrittenExtension(one_of(link.extensions, r)));
               }
             }},
    Spoiling{"name constraints",
             [](Making& c, Random& r) {
               write_one_of(
                   some_ca(c, r), "nameConstraints",
                   std::array{"critical,permitted;DNS:example", "critical,permitted;DNS:lab.example",
                              "critical,excluded;DNS:server.example", "permitted;DNS:.example",
                              "critical,permitted;IP:192.0.2.0/255.255.255.0",
                              "critical,excluded;IP:192.0.2.0/255.255.255.0",
                              "critical,permitted;email:server.example",
                              "critical,excluded;DNS:lab.example", "critical,DER:3000",
                              "critical,permitted;URI:.example"},
                   r);
             }},
    Spoiling{"policies",
             [](Making& c, Random& r) {
               const std::pair<const char*, const char*> policies[] = {
                   {"policyConstraints", "critical,requireExplicitPolicy:0"},
                   {"policyConstraints", "critical,requireExplicitPolicy:3"},
                   {"certificatePolicies", "DER:3007300506032A0305"},
                   {"certificatePolicies", "critical,DER:3000"},
                   {"inhibitAnyPolicy", "critical,0"}};
               const auto& [name, value] = one_of(policies, r);
               write(some_link(c, r), name, value);
             }},
    Spoiling{"SHA-1", [](Making& c, Random& r) { some_link(c, r).digest = "SHA1"; }},
    Spoiling{"version 1",
             [](Making& c, Random& r) {
               Draft& link = some_link(c, r);
               link.version = 1;
               link.extensions = {};
             }},
    Spoiling{"an expired one beside",
             [](Making& c, Random& r) {
               Draft older = some_ca(c, r);
               older.not_after = "2024-01-01";
               c.beside.push_back(older);
             }},
    Spoiling{"another of its name beside",
             [](Making& c, Random& r) {
               Draft other = some_ca(c, r);
               other.key = "other " + other.name;
               (r() % 2 == 0 ? c.beside : c.installed).push_back(other);
             }},
    Spoiling{"a renewed root beside",
             [](Making& c, Random&) {
               Draft renewed = c.drafts.front();
               renewed.not_before = "2026-01-01";
               renewed.not_after = "2060-01-01";
               c.beside_in_root.push_back(renewed);
             }},
    Spoiling{"another root of its name",
             [](Making& c, Random&) {
               Draft other = c.drafts.front();
               other.key = "other root";
               other.signed_by = "other root";
               c.beside_in_root.push_back(other);
             }},
    Spoiling{"certified by another root too",
             [](Making& c, Random& r) {
               Draft cross = some_ca(c, r);
               cross.issuer = "second root";
               cross.signed_by = {};
               c.beside.push_back(cross);
               if (r() % 2 == 0) {
                 c.beside_in_root.push_back({.name = "second root", .extensions = ca()});
               }
             }},
    Spoiling{"a subordinate CA in Root",
             [](Making& c, Random& r) { c.beside_in_root.push_back(some_ca(c, r)); }},
};

Making good_chain(Random& random) {
  static const std::array names = {"root", "first", "second", "third"};
  Making chain;
  const std::size_t authorities = 1 + random() % names.size();
  for (std::size_t i = 0; i < authorities; ++i) {
    chain.drafts.push_back(
        {.name = names[i], .issuer = i == 0 ? "" : names[i - 1], .extensions = ca()});
  }
  chain.drafts.push_back(
      {.name = "server.example", .issuer = chain.drafts.back().name, .extensions = server()});
  return chain;
}

void spoil(Making& chain, Random& random) {
  for (std::size_t turns = 1 + random() % 3; turns != 0; --turns) {
    const Spoiling& spoiling = one_of(spoilings, random);
    spoiling.apply(chain, random);
    chain.spoilt.emplace_back(spoiling.name);
  }
}

RandomChain made(const Making& chain, Lab& lab, Random& random) {
  RandomChain result{Question{lab.make(chain.drafts.back())}, {}, chain.spoilt};
  const auto make_all = [&](const std::vector<Draft>& drafts, std::vector<Certificate>& to) {
    for (const Draft& draft : drafts) {
      to.push_back(lab.make(draft));
    }
  };
  std::vector<Certificate> sent;
  const Certificate root = lab.make(chain.drafts.front());
  if (chain.root_sent) {
    sent.push_back(root);
  }
  if (chain.root_installed) {
    result.stores.root.push_back(root);
  }
  for (std::size_t i = 1; i + 1 < chain.drafts.size(); ++i) {
    if (i != chain.lost) {
      sent.push_back(lab.make(chain.drafts[i]));
    }
  }
  make_all(chain.beside, sent);
  make_all(chain.beside_in_root, result.stores.root);
  make_all(chain.installed, result.stores.ca);
  std::shuffle(sent.begin(), sent.end(), random);

  result.question = ask(result.question.leaf, std::move(sent));
  if (!chain.host.empty()) {
    result.question.name = HostName::parse(chain.host).value();
  }
  if (!chain.purpose.empty()) {
    result.question.purpose = *Oid::parse(chain.purpose);
  }
  return result;
}

}  // namespace

std::string pem_of(const std::vector<Certificate>& certificates) {
  std::string text;
  for (const Certificate& certificate : certificates) {
    text += write_pem("CERTIFICATE", certificate.bytes());
  }
  return text;
}

RandomChain random_chain(Lab& lab, Random& random, RootPlace root) {
  Making chain = good_chain(random);
  spoil(chain, random);
  if (root == RootPlace::sent) {
    chain.root_sent = true;
    chain.root_installed = false;
  }
  return made(chain, lab, random);
}

}  // namespace trustctl::test
