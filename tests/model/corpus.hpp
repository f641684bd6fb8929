#pragma once

#include <filesystem>
#include <vector>

#include "engine/model/certificate.hpp"

namespace trustctl::test {

/// The files below a folder that end as certificates do (.pem, .der, .crt, .cer), sorted.
std::vector<std::filesystem::path> certificate_files(const std::filesystem::path& root);

/// The certificates of a file, as certificates_of finds them.
std::vector<Certificate> read_all(const std::filesystem::path& file);

}  // namespace trustctl::test
