<#
  Detection script for Intune remediations: exit 1 for drift, 0 for in sync.
  Settings: run as SYSTEM (not "logged-on credentials"), in 64-bit PowerShell.
  Not yet run on Windows; checked for syntax alone.
#>
$trustctl = Join-Path $env:ProgramFiles 'trustctl\trustctl.exe'
$manifest = Join-Path $env:ProgramFiles 'trustctl\site.yaml'

if (-not (Test-Path $trustctl)) {
    Write-Output 'trustctl is not installed'
    exit 1
}
# Intune shows the last line of the output.
$output = & $trustctl check $manifest 2>&1
$code = $LASTEXITCODE
Write-Output ($output | Out-String)
switch ($code) {
    0 { Write-Output 'in sync'; exit 0 }
    2 { Write-Output 'drift'; exit 1 }
    default { Write-Output "check failed with $code"; exit 1 }
}
