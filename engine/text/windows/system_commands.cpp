#include "engine/text/system_commands.hpp"

namespace trustctl::system_commands {

// (curl is another program in PowerShell 5.1 than in cmd, and no program before Windows 10 1803.)
std::string download(std::string_view url, std::string_view name) {
  return "in PowerShell: Invoke-WebRequest -UseBasicParsing -Uri \"" + std::string(url) +
         "\" -OutFile \"" + std::string(name) + '"';
}

// (Its end entity is what the key belongs to, and nothing to trust.)
std::string_view certificates_of_pkcs12() {
  return "'(Get-PfxData FILE).OtherCertificates | Export-Certificate -Type SST -FilePath "
         "certificates.sst' in "
         "PowerShell";
}

std::string_view certificates_of_pkcs7() { return "'certutil -dump -split FILE'"; }

std::string_view default_state_directories() {
  return "%ProgramData%\\trustctl of an administrator, else %LocalAppData%\\trustctl";
}

}  // namespace trustctl::system_commands
