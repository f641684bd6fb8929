#include <algorithm>
#include <array>
#include <limits>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "engine/render/wrap_text.hpp"

namespace trustctl {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 7> of_all = {"output",  "state-dir", "lock-timeout", "color",
                                                    "verbose", "quiet",     "help"};
constexpr std::array<std::string_view, 9> of_plan = {
    "target",       "out", "undo",   "detailed-exitcode", "adopt",
    "max-removals", "at",  "format", "certificates"};
constexpr std::array<std::string_view, 9> of_apply = {"target", "yes",         "what-if",
                                                      "adopt",  "take-over",   "max-removals",
                                                      "format", "trust-owner", "certificates"};
constexpr std::array<std::string_view, 5> of_check = {"target", "fail-on", "at", "format",
                                                      "certificates"};
constexpr std::array<std::string_view, 4> of_show = {"target", "store", "at", "format"};
constexpr std::array<std::string_view, 11> of_capture = {
    "out",      "target", "store",   "origin", "only-chain-of", "site", "name",
    "starttls", "proxy",  "timeout", "at"};
constexpr std::array<std::string_view, 1> of_snapshot = {"target"};
constexpr std::array<std::string_view, 4> of_lint = {"target", "fail-on", "at", "format"};
constexpr std::array<std::string_view, 8> of_export = {"out",      "format", "target",  "name",
                                                       "starttls", "proxy",  "timeout", "at"};
constexpr std::array<std::string_view, 2> of_explain = {"list", "format"};
constexpr std::array<std::string_view, 10> of_verify = {"target", "name",     "purpose", "strict",
                                                        "system", "starttls", "proxy",   "timeout",
                                                        "at",     "format"};
constexpr std::array<std::string_view, 1> of_format = {"format"};
constexpr std::array<std::string_view, 5> of_pin = {"name", "starttls", "proxy", "timeout",
                                                    "format"};

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

constexpr std::array<CommandInfo, 13> command_table = {{
    {"plan", "[MANIFEST]", "show what apply would change",
     "Compares what MANIFEST (default ./site.yaml) declares with what each target holds, and shows "
     "what would change. Writes nothing to any target.\n\nExit codes: 0 shown, 1 error, 2 "
     "differences (with --detailed-exitcode), 3 a guard forbids it.",
     "trustctl plan site.yaml --target machine=directory:./demo-machine", of_plan, 0, 1, run_plan},
    {"apply", "[MANIFEST|PLAN]", "make it so: plan, ask, apply, read again",
     "Shows the plan of MANIFEST (default ./site.yaml), or of a PLAN that 'plan --out' saved, "
     "asks, carries it out and reads the targets again. Only 'yes' is yes; scripts say --yes. What "
     "is removed or replaced is in the journal first. What 'action: distrust' asks for is carried "
     "out though errors or max_removals hold up the rest.\n\nRun by root or an administrator, it "
     "takes no "
     "MANIFEST that anybody else may change: as owner of the file or of a folder above it, or by a "
     "right to write or exchange it. It names them, and the cure. Trusted are root, or SYSTEM and "
     "the administrators, the person at the terminal, and who --trust-owner names.\n\nExit codes: "
     "0 done and in sync, 1 "
     "error, 2 done, and something declared stays unmet, 3 refused (a guard, a stale plan, not "
     "confirmed), 4 in part.",
     "trustctl apply site.yaml --yes", of_apply, 0, 1, run_apply},
    {"check", "[MANIFEST]", "fail where a target is not as declared",
     "Compares as plan does and says what is missing, unexpected, misplaced or different. Writes "
     "nothing: made for CI jobs and monitoring.\n\nExit codes: 0 in sync, 1 error, 2 drift, or "
     "findings that --fail-on names.",
     "trustctl check golden.yaml --target machine=snapshot:pc17.json", of_check, 0, 1, run_check},
    {"show", "[TARGET]", "show what is in the stores",
     "TARGET is a name that ./site.yaml or --target gives, or PROVIDER:LOCATION. Without it, every "
     "target of ./site.yaml is shown.",
     "trustctl show directory:./demo-machine --store Root", of_show, 0, 1, run_show},
    {"capture", "TARGET", "write a good machine down: a manifest, .cer files",
     "TARGET is a name that ./site.yaml or --target gives, or PROVIDER:LOCATION. DIR gets "
     "site.yaml "
     "and certs/*.cer (DER), ready for version control: every certificate with its pin, friendly "
     "name, description and purposes; a chain for each that stands where the rules place it, and "
     "the stores of all else. Applied to an empty target, it gives the same set. The computer's "
     "own certificates (My, REQUEST), NTAuth and the vendor's are left out unless they are asked "
     "for.\n\n"
     "With --only-chain-of, just the CA certificates that lead from CERT to its root are taken, "
     "and placed by rule. CERT is a file, or a SHA-256, thumbprint or unique part of a subject in "
     "the target's stores; of a server, what it sends is taken, but its root must be in those "
     "stores.\n\nExit codes: 0 written, 1 error.",
     "trustctl capture cryptoapi --out golden --only-chain-of ocs.lab.example:443", of_capture, 1,
     1, run_capture},
    {"export", "CERT|HOST:PORT", "write a certificate's whole chain as files",
     "Writes the certificates from CERT to its root into DIR, a file each, numbered in that order, "
     "and says which store each belongs to. CERT is a file, or a SHA-256, thumbprint or unique "
     "part "
     "of a subject in the targets' stores (My included); its issuers come from the same file and "
     "those stores: of --target, else of ./site.yaml, else of this computer. Of a server, what it "
     "sends is taken, but its root must be in those stores. No private key is ever read or "
     "written.\n\nExit codes: 0 written, 1 error (the chain is not complete).",
     "trustctl export server.lab.example --out chain --target pc=snapshot:pc17.json", of_export, 1,
     1, run_export},
    {"snapshot", "TARGET", "write a target's stores down as one JSON file",
     "TARGET is a name that ./site.yaml or --target gives, or PROVIDER:LOCATION. The file can "
     "stand in for the target afterwards: --target machine=snapshot:FILE.",
     "trustctl snapshot directory:./demo-machine --output pc17.json", of_snapshot, 1, 1,
     run_snapshot},
    {"explain", "CODE|RULE", "what a code or rule means, and what cures it",
     "Says what an error code means for certificates, its usual causes, and the commands that show "
     "or cure them: of Windows (Schannel, CryptoAPI, events 36864 to 36889, WinHTTP, IKE), IIS, "
     "NPS, .NET, OpenSSL, TLS, Node, Go, Python, Java, curl, Firefox and Chrome. CODE is "
     "hexadecimal, decimal (negative too, as event logs print it), a name, the beginning of a name "
     "or message that no other code shares, or a whole message. A number that several programs use "
     "is explained for each of them. A number with 0x is also read as the bits of a chain's "
     "dwErrorStatus. RULE is one of trustctl's own, as lint and plan name it. With --list there is "
     "neither.\n\n"
     "Exit codes: 0 explained, 1 no such code.",
     "trustctl explain 0x80090325", of_explain, 0, any_number, run_explain},
    {"verify", "HOST:PORT|FILE...", "say whether a target would trust it, and why not",
     "Looks for a path from a server's certificate, or from the first certificate of the first "
     "FILE, to a root of each target; the other certificates are what the server sent along. Shows "
     "the path, where each certificate was found and what is wrong at which link; then what is "
     "missing, from which store, and the manifest's lines that would cure it. The verdict is what "
     "the machine's clients would do; --strict adds RFC 5280's and WebPKI's, and --system what "
     "Windows itself says of its own stores; trusted then means by all of them. A CA is judged as "
     "a CA unless --purpose or --name is given. For --purpose smart_card_logon, NTAuth is asked "
     "too, where the target has it. Revocation is not checked. A server is sent nothing but a "
     "handshake. Without --target, every target of ./site.yaml is asked, else this computer's own "
     "stores; --target NAME asks one alone. cryptoapi:CurrentUser is the user's own stores and the "
     "computer's beside them, as Windows shows them. Where a Windows computer may fetch what is "
     "missing (an issuer over http, a root of Microsoft's programme), it could not tell; "
     "--system=fetch lets Windows fetch it.\n\n"
     "Exit codes: 0 trusted, 1 could not tell, 2 not trusted.",
     "trustctl verify server.pem issuing.cer --target pc=snapshot:pc17.json", of_verify, 1,
     any_number, run_verify},
    {"lint", "[MANIFEST|TARGET]", "judge a manifest, or a target's stores",
     "Reads MANIFEST (default ./site.yaml) and its sources, checks pins, chains and signatures, "
     "and judges what it declares by every rule: each certificate, and all that shall stand "
     "together. Looks at no target. With TARGET, which is PROVIDER:LOCATION, or a name that "
     "./site.yaml or --target gives and no file has, it judges what stands in that target's stores "
     "instead, but for the vendor's own entries. Writes nothing. What each "
     "rule says, why, and what to do is in engine/plan/rules.md; the manifest's policy sets their "
     "levels.\n\nExit codes: 0 nothing wrong, 1 a declared error or an unreadable store, 2 "
     "findings that --fail-on names.",
     "trustctl lint directory:./demo-machine --fail-on warning", of_lint, 0, 1, run_lint},
    {"pin", "FILE|HOST:PORT...", "print the manifest's lines for certificates",
     "Reads DER, PEM, PKCS#7 and .sst files; prints the YAML to paste: a certificate with its "
     "SHA-256, or, for a file that holds several, a bundle with the digest of the file. Of a "
     "server, the CA certificates that it sends are printed with their PEM, or its own where it "
     "sends no other. That proves nothing: compare each SHA-256 by another way, by telephone or "
     "with what the CA publishes, before you trust it.",
     "trustctl pin certs/LabRootCA.cer partners.pem", of_pin, 1, any_number, run_pin},
    {"providers", "", "list the kinds of targets",
     "Each provider, whether this build has it, what its entries can hold, and its options.",
     "trustctl providers", of_format, 0, 0, run_providers},
    {"schema",
     "NAME",
     "print a JSON schema",
     "NAME is journal, manifest, plan, report or snapshot. The schemas are JSON Schema (draft "
     "2020-12): "
     "manifest for editors, the others for whoever "
     "reads trustctl's JSON.",
     "trustctl schema manifest > manifest.schema.json",
     {},
     1,
     1,
     run_schema},
}};

std::string command_list() {
  constexpr std::size_t summary_column = 28;
  std::string text;
  for (const CommandInfo& command : command_table) {
    std::string line = "  " + std::string(command.name);
    if (!command.synopsis.empty()) {
      line += ' ' + std::string(command.synopsis);
    }
    line.append(summary_column - line.size(), ' ');
    text += line + std::string(command.summary) + '\n';
  }
  return text;
}

}  // namespace

bool CommandInfo::takes_files() const {
  constexpr std::array<std::string_view, 3> words = {"MANIFEST", "FILE", "CERT"};
  return std::any_of(words.begin(), words.end(), [this](std::string_view word) {
    return synopsis.find(word) != std::string_view::npos;
  });
}

std::span<const CommandInfo> commands() { return command_table; }

const CommandInfo* find_command(std::string_view name) {
  for (const CommandInfo& command : command_table) {
    if (command.name == name) {
      return &command;
    }
  }
  return nullptr;
}

Names common_options() { return of_all; }

std::string short_help() {
  return "usage: trustctl COMMAND [ARGUMENT...] [OPTION...]\n\n" + command_list() +
         "\nSee 'trustctl --help' and 'trustctl COMMAND --help'.\n";
}

std::string full_help() {
  return "trustctl keeps certificate trust as declared: a manifest says which\n"
         "certificates must, and must not, be in which stores.\n"
         "\n"
         "usage: trustctl COMMAND [ARGUMENT...] [OPTION...]\n"
         "       trustctl help [COMMAND]\n"
         "       trustctl version\n"
         "\n" +
         command_list() + "\nOptions of every command:\n" + options_help(of_all, "") +
         "\nExit codes: 0 done or in sync; 1 error; 2 differences; 3 refused;\n"
         "4 applied in part.\n"
         "\n"
         "Example:\n"
         "  trustctl plan site.yaml --target machine=directory:./demo-machine\n";
}

std::string command_help(const CommandInfo& command) {
  std::string text = "usage: trustctl " + std::string(command.name);
  if (!command.synopsis.empty()) {
    text += ' ' + std::string(command.synopsis);
  }
  text += " [OPTION...]\n\n" + wrapped(command.details, 0, 0) + "\nOptions:\n";
  text += options_help(command.options, command.name) + options_help(of_all, command.name);
  return text + "\nExample:\n  " + std::string(command.example) + '\n';
}

}  // namespace trustctl
