#include <catch2/catch.hpp>

#include "engine/platform/console.hpp"
#include "engine/platform/windows/start.hpp"
#include "engine/platform/windows/system.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using test::contains;

TEST_CASE("what is no console has no colour and no width", "[console]") {
  // CTest gives the test a pipe.
  CHECK_FALSE(is_terminal(StandardStream::output));
  CHECK_FALSE(wants_colour(StandardStream::output));
  CHECK_FALSE(columns(StandardStream::output));
}

TEST_CASE("a Windows without what keeps other libraries out is told which one will do", "[start]") {
  CHECK(windows::search_system_alone(GetModuleHandleW(L"kernel32.dll")).has_value());
  const auto old = windows::search_system_alone(GetModuleHandleW(L"ntdll.dll"));  // has it not
  REQUIRE_FALSE(old.has_value());
  CHECK(old.error().code == ErrorCode::unsupported);
  CHECK(contains(old.error().message, "Windows 8, Windows Server 2012 or newer"));
}

TEST_CASE("arguments are UTF-8, without the program's name", "[console]") {
  const wchar_t* const arguments[] = {L"trustctl.exe", L"K\u00f6ln", L"\u6f22\u5b57"};
  CHECK(windows::utf8_arguments(3, arguments) ==
        std::vector<std::string>{"K\u00f6ln", "\u6f22\u5b57"});
  CHECK(windows::utf8_arguments(0, arguments).empty());
}

TEST_CASE("this Windows and this computer have names", "[console]") {
  REQUIRE(windows::computer_name());
  CHECK_FALSE(windows::computer_name()->empty());
  REQUIRE(windows::name_of_this_windows());
  CHECK(windows::name_of_this_windows()->find("Windows 10") != std::string::npos);
}
