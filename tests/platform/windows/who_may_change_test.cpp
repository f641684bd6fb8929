#include "engine/platform/who_may_change.hpp"

#include <windows.h>

#include <sddl.h>

#include <catch2/catch.hpp>

#include "engine/platform/read_file.hpp"
#include "engine/platform/windows/access_list.hpp"
#include "engine/platform/windows/path.hpp"
#include "engine/platform/windows/sid.hpp"
#include "tests/platform/windows/places.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::size_t file_limit = 100;

// What Windows trusts in a domain whose SID is made up, and nobody at the terminal.
const std::set<std::string> trusted = {
    "S-1-5-18", "S-1-5-32-544", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",
    "S-1-5-21-1-2-3-512", "S-1-5-21-1-2-3-519"};
const std::wstring bob = L"S-1-5-21-1-2-3-1104";

// "S-1-1-0 writes; …": whom a descriptor of such a place lets change it, with the plainest right.
std::string judged(PlaceKind kind, const std::wstring& sddl) {
  constexpr const char* rights[] = {"owns",    "writes",      "exchanges",
                                    "removes", "permissions", "takes over"};
  PSECURITY_DESCRIPTOR memory = nullptr;
  REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl.c_str(), SDDL_REVISION_1,
                                                               &memory, nullptr) != 0);
  const windows::LocalPtr<void> descriptor(memory);
  std::string text;
  for (const Stranger& stranger :
       strangers({{kind, "x", Medium::permissions, windows::access_in(memory)}}, trusted)) {
    text += (text.empty() ? "" : "; ") + stranger.who + ' ' +
            rights[static_cast<std::size_t>(stranger.right)];
  }
  return text;
}
std::string of_file(const std::wstring& sddl) { return judged(PlaceKind::file, sddl); }
std::string of_folder(const std::wstring& sddl) { return judged(PlaceKind::folder, sddl); }

std::string message_of(const std::filesystem::path& path,
                       const std::vector<std::string>& trust_owners = {}) {
  const auto read = read_trusted_file(path.string(), file_limit, trust_owners);
  return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("what administrators, SYSTEM and the installer keep for themselves is theirs",
          "[who_may_change]") {
  CHECK(of_file(L"O:BAG:BAD:(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)").empty());
  CHECK(of_file(L"O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)").empty());
  CHECK(of_folder(L"O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:"
                  L"(A;;FA;;;SY)(A;;FA;;;BA)(A;OICIIO;GA;;;CO)(A;;0x1200a9;;;BU)")
            .empty());
}

TEST_CASE("SYSVOL and NETLOGON, of Administrators or Domain Admins, are the domain's",
          "[who_may_change]") {
  // As dcpromo leaves them: authenticated users read, server operators too.
  const std::wstring list =
      L"D:PAI(A;OICI;0x1200a9;;;AU)(A;OICI;0x1200a9;;;SO)(A;OICIIO;GA;;;CO)(A;OICI;FA;;;SY)"
      L"(A;OICI;0x1301bf;;;BA)";
  CHECK(of_folder(L"O:BAG:SY" + list).empty());
  CHECK(of_folder(L"O:S-1-5-21-1-2-3-512G:S-1-5-21-1-2-3-512" + list).empty());
  CHECK(of_file(L"O:S-1-5-21-1-2-3-512G:S-1-5-21-1-2-3-512D:AI(A;ID;0x1200a9;;;AU)"
                L"(A;ID;FA;;;SY)(A;ID;0x1301bf;;;BA)(A;;FA;;;S-1-5-21-1-2-3-519)")
            .empty());
  // A group to whom a policy's folder was delegated is one more that can install roots.
  CHECK(of_folder(L"O:BAG:SY" + list + L"(A;OICI;0x1301bf;;;S-1-5-21-1-2-3-1120)") ==
        "S-1-5-21-1-2-3-1120 removes");
  // Domain Admins of another domain are not this one's.
  CHECK(of_file(L"O:S-1-5-21-4-5-6-512G:SYD:(A;;FA;;;SY)") == "S-1-5-21-4-5-6-512 owns");
}

TEST_CASE("a user's own file is not what SYSTEM may apply", "[who_may_change]") {
  const std::wstring list = L"D:(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;" + bob + L")";
  CHECK(of_file(L"O:" + bob + L"G:BA" + list) == "S-1-5-21-1-2-3-1104 owns");
  CHECK(of_folder(L"O:" + bob + L"G:BA" + list) == "S-1-5-21-1-2-3-1104 owns");
  // In a folder of a profile, SYSTEM's, that lets him.
  CHECK(of_folder(L"O:SYG:SY" + list) == "S-1-5-21-1-2-3-1104 exchanges");
}

TEST_CASE("each single right that changes a file makes a stranger of one user",
          "[who_may_change]") {
  const auto with = [](const wchar_t* rights) {
    return of_file(std::wstring(L"O:BAG:BAD:(A;;FA;;;SY)(A;;") + rights + L";;;" + bob + L")");
  };
  const std::string who = "S-1-5-21-1-2-3-1104 ";
  CHECK(with(L"FA") == who + "writes");
  CHECK(with(L"GA") == who + "writes");
  CHECK(with(L"GW") == who + "writes");
  CHECK(with(L"0x2") == who + "writes");  // FILE_WRITE_DATA
  CHECK(with(L"0x4") == who + "writes");  // FILE_APPEND_DATA
  CHECK(with(L"SD") == who + "removes");
  CHECK(with(L"WD") == who + "permissions");
  CHECK(with(L"WO") == who + "takes over");
  CHECK(with(L"FR").empty());
  CHECK(with(L"0x1200a9").empty());  // read and execute
  CHECK(with(L"0x110").empty());     // attributes alone
}

TEST_CASE("each right on a folder that exchanges what is in it makes a stranger",
          "[who_may_change]") {
  const auto with = [](const wchar_t* rights) {
    return of_folder(std::wstring(L"O:BAG:BAD:(A;;FA;;;SY)(A;;") + rights + L";;;AU)");
  };
  CHECK(with(L"0x40") == "S-1-5-11 exchanges");    // FILE_DELETE_CHILD
  CHECK(with(L"0x1301bf") == "S-1-5-11 removes");  // modify
  CHECK(with(L"WD") == "S-1-5-11 permissions");
  CHECK(with(L"WO") == "S-1-5-11 takes over");
  CHECK(with(L"GA") == "S-1-5-11 exchanges");
  CHECK(with(L"0x6").empty());  // new files and folders
  CHECK(with(L"0x1200a9").empty());
}

TEST_CASE("the root of a disk as Windows makes it lets nobody exchange what is in it",
          "[who_may_change]") {
  // C:\ and a data disk: users may make folders, and modify what they made.
  CHECK(judged(PlaceKind::root_folder,
               L"O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:PAI"
               L"(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;;LC;;;AU)"
               L"(A;OICIIO;SDGXGWGR;;;AU)")
            .empty());
  CHECK(
      judged(PlaceKind::root_folder, L"O:BAG:SYD:(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;AU)").empty());
  // What an administrator makes there is everybody's to modify.
  CHECK(of_folder(L"O:BAG:SYD:AI(A;OICIID;FA;;;BA)(A;OICIID;FA;;;SY)(A;OICIID;0x1301bf;;;AU)") ==
        "S-1-5-11 removes");
}

TEST_CASE("what only passes on to new files, and what stands for the owner, lets nobody do more",
          "[who_may_change]") {
  CHECK(of_folder(L"O:BAG:SYD:(A;OICIIO;FA;;;AU)").empty());
  CHECK(of_file(L"O:BAG:SYD:(A;;FA;;;CO)(A;;FA;;;S-1-3-4)").empty());
  CHECK(of_file(L"O:" + bob + L"G:SYD:(A;;FA;;;S-1-3-4)") == "S-1-5-21-1-2-3-1104 owns");
}

TEST_CASE("without a list everybody may do all, and an entry that refuses makes nobody trusted",
          "[who_may_change]") {
  CHECK(of_file(L"O:BAG:BA") == "S-1-1-0 writes");
  CHECK(of_file(L"O:BAG:BAD:").empty());  // an empty list lets nobody
  CHECK(of_file(L"O:BAG:BAD:(D;;FA;;;WD)(A;;FA;;;BU)") == "S-1-5-32-545 writes");
  CHECK(of_file(L"G:BAD:(A;;FA;;;BA)") == "S-1-0-0 owns");  // nobody knows whose it is
}

TEST_CASE("the folders above a path end at its volume or share", "[who_may_change]") {
  using Paths = std::vector<std::wstring>;
  CHECK(windows::folders_above(L"\\\\?\\C:\\a\\b\\x") ==
        Paths{L"\\\\?\\C:\\a\\b", L"\\\\?\\C:\\a", L"\\\\?\\C:\\"});
  CHECK(windows::folders_above(L"\\\\?\\C:\\x") == Paths{L"\\\\?\\C:\\"});
  CHECK(windows::folders_above(L"\\\\?\\UNC\\dc\\sysvol\\lab\\x") ==
        Paths{L"\\\\?\\UNC\\dc\\sysvol\\lab", L"\\\\?\\UNC\\dc\\sysvol\\"});
  CHECK(windows::folders_above(L"\\\\?\\UNC\\dc\\netlogon\\x") ==
        Paths{L"\\\\?\\UNC\\dc\\netlogon\\"});
}

TEST_CASE("accounts are found by name and by SID, and have a name where somebody knows one",
          "[who_may_change]") {
  CHECK(windows::account_sid("BUILTIN\\Users") == "S-1-5-32-545");
  CHECK(windows::account_sid("S-1-5-21-1-2-3-1104") == "S-1-5-21-1-2-3-1104");
  CHECK(windows::account_sid("no-such-user") == std::nullopt);
  CHECK(windows::account_sid("") == std::nullopt);
  CHECK(windows::account_sid("WD") == std::nullopt);
  CHECK(windows::account_name("S-1-5-32-544") == "BUILTIN\\Administrators");
  CHECK(windows::account_name("S-1-1-0") == "Everyone");
  CHECK(windows::account_name("S-1-5-21-1-2-3-1104") == std::nullopt);
}

TEST_CASE("an administrator's reading refuses what others may change, by name and with the cure",
          "[who_may_change]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "site.yaml";
  write_file(path, "version: 1\n");
  give(path, L"D:(A;;FA;;;BA)(A;;FA;;;SY)(A;;FA;;;WD)");

  const auto refused = read_trusted_file(path.string(), file_limit, {});

  REQUIRE_FALSE(refused);
  INFO(refused.error().message);
  CHECK(refused.error().code == ErrorCode::access_denied);
  CHECK(contains(refused.error().message, "Everyone may write to " + path.string()));
  CHECK(contains(refused.error().message, "'icacls \"" + path.string() + "\" /remove:g *S-1-1-0'"));
  CHECK(read_regular_file(path.string(), file_limit));
  CHECK(message_of(path, {"Everyone"}).empty());
  CHECK(message_of(path, {"S-1-1-0"}).empty());
  CHECK(contains(message_of(path, {"no-such-user"}), "knows 'no-such-user'"));
  give(path, L"D:(A;;FA;;;BA)(A;;FA;;;SY)(A;;FR;;;WD)");
  CHECK(message_of(path).empty());
}

TEST_CASE("a folder above in which others exchange is refused, the manifest itself being ours",
          "[who_may_change]") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "outer/inner");
  const auto path = folder.path() / "outer/inner/site.yaml";
  write_file(path, "version: 1\n");
  CHECK(message_of(path).empty());
  give(folder.path() / "outer", L"D:(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)");

  const std::string message = message_of(path);

  INFO(message);
  CHECK(contains(message, "Everyone may exchange what is in "));
  CHECK(contains(message, "outer\" /remove:g *S-1-1-0'"));
}

TEST_CASE("a file or folder of another user's is refused", "[who_may_change]") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "outer");
  const auto path = folder.path() / "outer/site.yaml";
  write_file(path, "version: 1\n");
  for (const std::string which : {"outer/site.yaml", "outer"}) {
    const std::string place = (folder.path() / which).string();
    if (run("chown 1234 '" + place + "'").exit_code != 0) {
      skip("only root gives files away");
      return;
    }
    const std::string message = message_of(path);
    INFO(message);
    CHECK(contains(message, "NT AUTHORITY\\ANONYMOUS LOGON owns "));  // Wine's word for others
    CHECK(contains(message, "/setowner *S-1-5-32-544'"));
    CHECK(message_of(path, {"S-1-5-7"}).empty());
    run("chown 0 '" + place + "'");
    CHECK(message_of(path).empty());
  }
}
