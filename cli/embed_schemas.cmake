# Writes OUTPUT, a C++ source that holds each of FILES (schemas/<name>.schema.json, sorted by name) as
# bytes: a string literal could not be as long as a schema is.
set(arrays)
set(rows)
foreach(file ${FILES})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char ${name}_text[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", {${name}_text, sizeof ${name}_text}},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from schemas/*.json: do not edit.
#include \"cli/schemas.hpp\"

namespace trustctl {

namespace {

${arrays}
constexpr EmbeddedSchema table[] = {
${rows}};

}  // namespace

std::span<const EmbeddedSchema> embedded_schemas() { return table; }

}  // namespace trustctl
")
