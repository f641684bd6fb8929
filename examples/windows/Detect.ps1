<#
  Detection script for Intune remediations: exit 1 for drift, 0 for in sync. What it says first is the verdict and the
  summary, then as much of the rest as Intune keeps (2,048 characters, "Remediations" in Microsoft's documentation).
  Settings: run as SYSTEM (not "logged-on credentials"), in 64-bit PowerShell.
  Not yet run on Windows; checked for syntax alone.
#>
$trustctl = Join-Path $env:ProgramFiles 'trustctl\trustctl.exe'
$manifest = Join-Path $env:ProgramFiles 'trustctl\site.yaml'
$longest = 2000

if (-not (Test-Path -LiteralPath $trustctl)) {
    Write-Output 'trustctl is not installed'
    exit 1
}
# What a program prints is decoded by this setting. Errors are left on standard error, which Intune keeps apart: 2>&1
# would make error records of them, with PowerShell's own words (NativeCommandError) around each line.
try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch { Write-Verbose "no console: $_" }
$lines = @(& $trustctl check $manifest)
$code = $LASTEXITCODE
switch ($code) {
    0 { $verdict = 'in sync' }
    2 { $verdict = 'drift' }
    default { $verdict = "check failed with $code" }
}
# check's last line is its summary.
$text = (@($verdict) + @($lines | Select-Object -Last 1) + $lines) -join "`n"
if ($text.Length -gt $longest) {
    $text = $text.Substring(0, $longest) + '...'
}
Write-Output $text
if ($code -eq 0) { exit 0 }
exit 1
