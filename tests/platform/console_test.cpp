#include "engine/platform/console.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/support.hpp"

using namespace trustctl;

namespace {

// Gives the process a file as its standard input until the test ends.
class Input {
 public:
  explicit Input(std::string_view text) : m_before(dup(STDIN_FILENO)) {
    test::write_file(m_folder.path() / "input", text);
    const int file = open((m_folder.path() / "input").c_str(), O_RDONLY);
    dup2(file, STDIN_FILENO);
    close(file);
  }
  ~Input() {
    dup2(m_before, STDIN_FILENO);
    close(m_before);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

 private:
  test::TemporaryFolder m_folder;
  int m_before;
};

}  // namespace

TEST_CASE("lines are read one by one, and the end of input is nothing", "[console]") {
  const Input input("yes\r\n\nno");
  CHECK(read_line() == "yes");
  CHECK(read_line() == "");
  CHECK(read_line() == "no");
  CHECK(read_line() == std::nullopt);
}

TEST_CASE("a line beyond all measure is cut, and the next one is whole", "[console]") {
  const Input input(std::string(10000, 'y') + "\nyes\n");
  CHECK(read_line() == std::string(4096, 'y'));
  CHECK(read_line() == "yes");
}

TEST_CASE("a file is no terminal, has no columns and gets no colour", "[console]") {
  const Input input("");
  CHECK_FALSE(is_terminal(StandardStream::input));
  CHECK_FALSE(columns(StandardStream::input));
  CHECK_FALSE(wants_colour(StandardStream::input));
}

TEST_CASE("a terminal gets colour, unless TERM or NO_COLOR say no", "[console]") {
  // The hidden test below runs on a terminal that script(1) makes.
  const std::string self =
      TRUSTCTL_BINARY_DIR "/tests/platform/trustctl_test_platform 'says what its terminal is'";
  const auto says = [&](const std::string& environment) {
    return test::run("script -qec \"stty cols 97; env " + environment + ' ' + self +
                     "\" /dev/null </dev/null")
        .out;
  };
  if (test::run("script --version").exit_code != 0) {
    test::skip("script is missing");
    return;
  }
  CHECK(says("TERM=xterm NO_COLOR=").find("terminal 97 colour") != std::string::npos);
  CHECK(says("TERM=xterm NO_COLOR=1").find("terminal 97 plain") != std::string::npos);
  CHECK(says("TERM=dumb NO_COLOR=").find("terminal 97 plain") != std::string::npos);
  CHECK(says("-u TERM -u NO_COLOR").find("terminal 97 plain") != std::string::npos);
}

TEST_CASE("says what its terminal is", "[.console]") {
  WARN((is_terminal(StandardStream::output) ? "terminal " : "file ")
       << columns(StandardStream::output).value_or(0)
       << (wants_colour(StandardStream::output) ? " colour" : " plain"));
}
