<#
  Remediation script for Intune: applies the manifest. Intune runs Detect.ps1 again afterwards.
  Settings: run as SYSTEM (not "logged-on credentials"), in 64-bit PowerShell.
  Not yet run on Windows; checked for syntax alone.
#>
$trustctl = Join-Path $env:ProgramFiles 'trustctl\trustctl.exe'
$manifest = Join-Path $env:ProgramFiles 'trustctl\site.yaml'

$output = & $trustctl apply $manifest --yes 2>&1
$code = $LASTEXITCODE
Write-Output ($output | Out-String)
if ($code -ne 0) {
    # 1: could not; 2: done, and what is declared is not reached, by a GPO say; 3: refused by a guard,
    # for a person to look at; 4: in part.
    Write-Output "apply ended with $code"
    exit 1
}
exit 0
