<#
  Computer start-up script for Group Policy (Computer Configuration, Windows Settings, Scripts, Startup,
  PowerShell Scripts). Runs as SYSTEM before anybody signs in, so the manifest and its certificates may lie
  on a share that the computer accounts can read.
  Not yet run on Windows; checked for syntax alone.
#>
param(
    [string] $Share = '\\corp.example\netlogon\trustctl'
)

# (Not in ProgramData, where every user may create files first.)
$log = Join-Path $env:SystemRoot 'Logs\trustctl-startup.log'
& (Join-Path $Share 'trustctl.exe') apply (Join-Path $Share 'site.yaml') --yes *> $log
if ($LASTEXITCODE -ne 0) {
    # The event log's old "Application" source is there on every computer.
    Write-EventLog -LogName Application -Source 'Application' -EventId 1 -EntryType Warning `
        -Message "trustctl apply ended with $LASTEXITCODE; see $log"
}
