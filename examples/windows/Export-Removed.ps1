<#
  Writes what an apply removed as .cer files into the current folder, named after their stores, from the record
  that it named as "Journal:". 'trustctl pin Root-*.cer' then prints their lines for the manifest.
  Usage: .\Export-Removed.ps1 C:\ProgramData\trustctl\journal\00000042.jsonl
  Not yet run on Windows; checked for syntax alone.
#>
param(
    [Parameter(Mandatory = $true)]
    [string]$Record
)
$begin = Get-Content -LiteralPath $Record -TotalCount 1 -Encoding UTF8 | ConvertFrom-Json
foreach ($item in $begin.items) {
    $change = $item.change
    if ($change.actions -contains 'remove') {
        $name = '{0}-{1}.cer' -f $change.store, $change.sha256.Substring(0, 16)
        $bytes = [Convert]::FromBase64String($change.certificate)
        [IO.File]::WriteAllBytes((Join-Path (Get-Location).Path $name), $bytes)
        Write-Output $name
    }
}
