<#
  Remediation script for Intune: applies the manifest. Intune runs Detect.ps1 again afterwards.
  Settings: run as SYSTEM (not "logged-on credentials"), in 64-bit PowerShell.
  Not yet run on Windows; checked for syntax alone.
#>
$trustctl = Join-Path $env:ProgramFiles 'trustctl\trustctl.exe'
$manifest = Join-Path $env:ProgramFiles 'trustctl\site.yaml'

# As in Detect.ps1: UTF-8, errors left on standard error, and the summary, which is the last line, first of all.
try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch { Write-Verbose "no console: $_" }
$lines = @(& $trustctl apply $manifest --yes)
$code = $LASTEXITCODE
$text = (@($lines | Select-Object -Last 1) + $lines) -join "`n"
Write-Output $text.Substring(0, [Math]::Min($text.Length, 2000))
if ($code -ne 0) {
    # 1: could not; 2: done, and what is declared is not reached, by a GPO say; 3: refused by a guard,
    # for a person to look at; 4: in part.
    Write-Output "apply ended with $code"
    exit 1
}
exit 0
