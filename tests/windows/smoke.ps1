<#
.SYNOPSIS
  What only a real Windows can show of trustctl's cryptoapi provider, as a checklist that runs.

.DESCRIPTION
  One check for each line of the list in providers/cryptoapi/README.md, by the same name. Everything that
  is added is a certificate made here, and is taken away again; checks that need an elevated PowerShell, or
  a domain, say that they were skipped. Writes one JSON report.

  Written for PowerShell 3 to 5.1 and for what Windows 8 has: nothing newer is called, and paths may hold blanks,
  apostrophes and any letters (a user's name is in the path of the temporary folder).

  Not yet run on Windows: written against the documentation, checked for syntax alone.

.EXAMPLE
  powershell -ExecutionPolicy Bypass -File smoke.ps1 -Trustctl C:\tools\trustctl.exe -Report smoke.json
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $Trustctl,
    [string] $Report = 'smoke.json',
    [string[]] $Only = @()
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$Trustctl = (Resolve-Path -LiteralPath $Trustctl).ProviderPath
$Report = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Report)
$work = Join-Path ([IO.Path]::GetTempPath()) ('trustctl-smoke-' + [Guid]::NewGuid().ToString('N'))
New-Item -ItemType Directory -Path $work | Out-Null
$results = New-Object System.Collections.ArrayList
$localKey = 'HKLM:\SOFTWARE\Microsoft\SystemCertificates'
$policyKey = 'HKLM:\SOFTWARE\Policies\Microsoft\SystemCertificates'
$enterpriseKey = 'HKLM:\SOFTWARE\Microsoft\EnterpriseCertificates'
$storeName = 'TrustctlSmoke'

$identity = [Security.Principal.WindowsIdentity]::GetCurrent()
$elevated = (New-Object Security.Principal.WindowsPrincipal($identity)).IsInRole(
    [Security.Principal.WindowsBuiltInRole]::Administrator)

function Assert-That([bool] $Holds, [string] $Claim) {
    if (-not $Holds) { throw "false: $Claim" }
}

function Assert-Elevated {
    if (-not $elevated) { throw 'SKIP: needs an elevated PowerShell' }
}

# One command line of several arguments, as CommandLineToArgvW takes it apart again: Start-Process puts mere blanks
# between what it is given.
function ConvertTo-CommandLine([string[]] $Arguments) {
    $quoted = $Arguments | ForEach-Object { '"' + (($_ -replace '(\\*)"', '$1$1\"') -replace '(\\+)$', '$1$1') + '"' }
    return $quoted -join ' '
}

# Runs trustctl; gives its exit code, output and errors.
function Invoke-Trustctl([string[]] $Arguments) {
    $out = Join-Path $work 'out.txt'
    $err = Join-Path $work 'err.txt'
    $process = Start-Process -FilePath $Trustctl -ArgumentList (ConvertTo-CommandLine $Arguments) -NoNewWindow -Wait `
        -PassThru -RedirectStandardOutput $out -RedirectStandardError $err
    return @{
        Code = $process.ExitCode
        Out  = [IO.File]::ReadAllText($out)
        Err  = [IO.File]::ReadAllText($err)
    }
}

function Get-Sha256([byte[]] $Bytes) {
    $sha = [Security.Cryptography.SHA256]::Create()
    try { return ([BitConverter]::ToString($sha.ComputeHash($Bytes)) -replace '-', '').ToLowerInvariant() }
    finally { $sha.Dispose() }
}

function ConvertFrom-Hex([string] $Hex) {
    return , [byte[]] @(for ($i = 0; $i -lt $Hex.Length; $i += 2) { [Convert]::ToByte($Hex.Substring($i, 2), 16) })
}

# One DER element (X.690). (What these functions give is one array: "@(New-Der ...)" would be an array in an array.)
function New-Der([int] $Tag, [byte[]] $Content) {
    $length = $Content.Length
    if ($length -lt 0x80) { $head = @($Tag, $length) }
    elseif ($length -lt 0x100) { $head = @($Tag, 0x81, $length) }
    else { $head = @($Tag, 0x82, [Math]::Floor($length / 256), ($length % 256)) }
    return , [byte[]] (@($head) + @($Content))
}

function New-DerTime([DateTime] $Time) {
    $text = $Time.ToUniversalTime().ToString('yyMMddHHmmss', [Globalization.CultureInfo]::InvariantCulture) + 'Z'
    return , (New-Der 0x17 ([Text.Encoding]::ASCII.GetBytes($text)))
}

# An extension (RFC 5280 section 4.2): its OID and its value's DER, in hexadecimal.
function New-Extension([string] $Oid, [bool] $Critical, [string] $Value) {
    $content = ConvertFrom-Hex $Oid
    if ($Critical) { $content += @(0x01, 0x01, 0xFF) }
    $content += (New-Der 0x04 (ConvertFrom-Hex $Value))
    return , (New-Der 0x30 $content)
}

# A self-signed CA certificate that nothing else knows; its private key is in no store and goes with this function.
# Written out here, since New-SelfSignedCertificate cannot say -Subject and -TextExtension before Windows 10, nor .NET
# make requests before 4.7.2.
function New-TestRoot([string] $Name) {
    $provider = New-Object Security.Cryptography.CspParameters 24  # PROV_RSA_AES, which knows SHA-256
    $rsa = New-Object Security.Cryptography.RSACryptoServiceProvider 2048, $provider
    $rsa.PersistKeyInCsp = $false
    $public = $rsa.ExportParameters($false)
    $modulus = New-Der 0x02 (@(0) + @($public.Modulus))
    $key = New-Der 0x30 (@($modulus) + (New-Der 0x02 $public.Exponent))
    $keyAlgorithm = ConvertFrom-Hex '300d06092a864886f70d0101010500'        # rsaEncryption
    $keyInfo = New-Der 0x30 (@($keyAlgorithm) + (New-Der 0x03 (@(0) + @($key))))
    $signatureAlgorithm = ConvertFrom-Hex '300d06092a864886f70d01010b0500'  # sha256WithRSAEncryption
    $attribute = (ConvertFrom-Hex '0603550403') + (New-Der 0x0C ([Text.Encoding]::UTF8.GetBytes($Name)))
    $subject = New-Der 0x30 (New-Der 0x31 (New-Der 0x30 $attribute))
    $now = Get-Date
    $validity = New-Der 0x30 ((New-DerTime $now.AddDays(-1)) + (New-DerTime $now.AddDays(30)))
    $serial = @(1) + @([Guid]::NewGuid().ToByteArray())
    $extensions = New-Der 0x30 ((New-Extension '0603551d13' $true '30030101ff') +  # basicConstraints: a CA
        (New-Extension '0603551d0f' $true '03020106'))                            # keyUsage: keyCertSign, cRLSign
    $tbs = New-Der 0x30 ((ConvertFrom-Hex 'a003020102') + (New-Der 0x02 $serial) + @($signatureAlgorithm) +
        @($subject) + @($validity) + @($subject) + @($keyInfo) + (New-Der 0xA3 $extensions))
    $signature = $rsa.SignData($tbs, 'SHA256')
    $bytes = New-Der 0x30 (@($tbs) + @($signatureAlgorithm) + (New-Der 0x03 (@(0) + @($signature))))
    $rsa.Clear()
    $sha1 = [Security.Cryptography.SHA1]::Create()
    $thumbprint = [BitConverter]::ToString($sha1.ComputeHash($bytes)) -replace '-', ''
    $file = Join-Path $work "$Name.cer"
    [IO.File]::WriteAllBytes($file, $bytes)
    return @{ File = $file; Bytes = $bytes; Sha256 = (Get-Sha256 $bytes); Thumbprint = $thumbprint }
}

# A manifest that wants one certificate in one store. Two that shall not take each other's entries away are of two
# sites.
function New-Manifest([string] $Name, $Certificate, [string] $Store, [string] $More = '', [string] $List = 'present',
    [string] $Site = 'smoke.test', [string] $Location = 'LocalMachine') {
    $file = Join-Path $work "$Name.yaml"
    $source = $Certificate.File -replace "'", "''"  # in YAML's single quotes
    $lines = @('version: 1', "site: $Site", "targets: { machine: { provider: cryptoapi, location: $Location } }",
        'certificates:', '  smoke:', "    source: '$source'", "    sha256: $($Certificate.Sha256)")
    if ($More) { $lines += "    $More" }
    $lines += @('stores:', "  - { store: $Store, ${List}: [smoke] }")
    [IO.File]::WriteAllLines($file, $lines)
    return $file
}

function Get-Blob([string] $Key, [string] $Store, [string] $Thumbprint) {
    $path = "$Key\$Store\Certificates\$Thumbprint"
    if (-not (Test-Path $path)) { return $null }
    return [byte[]] (Get-ItemProperty -Path $path -Name Blob).Blob
}

# Property id -> hexadecimal data of a registry blob.
function Read-Blob([byte[]] $Blob) {
    $properties = @{}
    $at = 0
    while ($at -lt $Blob.Length) {
        $id = [BitConverter]::ToUInt32($Blob, $at)
        $size = [BitConverter]::ToInt32($Blob, $at + 8)
        $properties[$id] = [BitConverter]::ToString($Blob, $at + 12, $size)
        $at += 12 + $size
    }
    return $properties
}

# A registry blob of one certificate and one more property.
function New-Blob([byte[]] $Certificate, [uint32] $Id, [byte[]] $Data) {
    $stream = New-Object IO.MemoryStream
    $writer = New-Object IO.BinaryWriter($stream)
    foreach ($record in @(@($Id, $Data), @([uint32] 32, $Certificate))) {
        $writer.Write([uint32] $record[0]); $writer.Write([uint32] 1)
        $writer.Write([uint32] $record[1].Length); $writer.Write([byte[]] $record[1])
    }
    $writer.Flush()
    return $stream.ToArray()
}

function Set-Blob([string] $Key, [string] $Store, [string] $Thumbprint, [byte[]] $Blob) {
    $path = "$Key\$Store\Certificates\$Thumbprint"
    New-Item -Path $path -Force | Out-Null
    New-ItemProperty -Path $path -Name Blob -PropertyType Binary -Value $Blob -Force | Out-Null
}

function Get-Shown([string] $Store) {
    $shown = Invoke-Trustctl @('show', 'cryptoapi:LocalMachine', '--store', $Store, '--format', 'json')
    Assert-That ($shown.Code -eq 0) "show ends with 0, not $($shown.Code): $($shown.Err)"
    return $shown.Out
}

$checks = [ordered] @{

    'not elevated' = {
        if ($elevated) { throw 'SKIP: run once more from a PowerShell that is not elevated' }
        $root = New-TestRoot 'smoke-not-elevated'
        $manifest = New-Manifest 'not-elevated' $root $storeName
        Assert-That ((Invoke-Trustctl @('plan', $manifest)).Code -eq 0) 'plan needs no rights'
        $apply = Invoke-Trustctl @('apply', $manifest, '--yes')
        Assert-That ($apply.Code -eq 1) "apply ends with 1, not $($apply.Code)"
        Assert-That (($apply.Out + $apply.Err) -match 'run trustctl as administrator') 'it says who to be'
    }

    'group policy' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-policy'
        Set-Blob $policyKey 'Root' $root.Thumbprint (New-Blob $root.Bytes 11 ([byte[]] (0x50, 0, 0, 0)))
        try {
            Assert-That ((Get-Shown 'Root') -match $root.Sha256) 'the entry is shown'
            $present = New-Manifest 'policy-present' $root 'Root'
            Assert-That ((Invoke-Trustctl @('check', $present)).Code -eq 0) 'it satisfies the manifest'
            $absent = New-Manifest 'policy-absent' $root 'Root' '' 'absent'
            Invoke-Trustctl @('apply', $absent, '--yes') | Out-Null
            Assert-That ($null -ne (Get-Blob $policyKey 'Root' $root.Thumbprint)) 'it is not removed'
        } finally { Remove-Item -Recurse "$policyKey\Root\Certificates\$($root.Thumbprint)" }
    }

    'enterprise' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-enterprise'
        Set-Blob $enterpriseKey 'Root' $root.Thumbprint (New-Blob $root.Bytes 11 ([byte[]] (0x45, 0, 0, 0)))
        try {
            Assert-That ((Get-Shown 'Root') -match $root.Sha256) 'the entry is shown'
            $present = New-Manifest 'enterprise-present' $root 'Root'
            Assert-That ((Invoke-Trustctl @('check', $present)).Code -eq 0) 'it satisfies the manifest'
        } finally { Remove-Item -Recurse "$enterpriseKey\Root\Certificates\$($root.Thumbprint)" }
    }

    'nt auth' = {
        $key = "$enterpriseKey\NTAuth\Certificates"
        if (-not (Test-Path $key)) { throw 'SKIP: this computer has no NTAuth; it is no member of a domain with a CA' }
        $shown = (Get-Shown 'NTAuth') | ConvertFrom-Json
        $entries = @($shown.targets[0].stores[0].entries | Where-Object { $_.origin -eq 'policy' })
        Assert-That ($entries.Count -eq @(Get-ChildItem $key).Count) 'every entry of NTAuth is shown, as policy'
    }

    'chain engine' = {
        $root = Get-ChildItem Cert:\LocalMachine\Root |
            Where-Object { $_.NotAfter -gt (Get-Date) -and $_.NotBefore -lt (Get-Date) } | Select-Object -First 1
        $file = Join-Path $work 'trusted-root.cer'
        [IO.File]::WriteAllBytes($file, $root.RawData)
        $stores = @('Cert:\LocalMachine\Root', 'Cert:\LocalMachine\CA')
        $before = @(Get-ChildItem $stores | ForEach-Object { $_.Thumbprint })
        $verify = Invoke-Trustctl @('verify', $file, '--system', '--target', 'machine=cryptoapi', '--format', 'json')
        $result = ($verify.Out | ConvertFrom-Json).results[0]
        Assert-That ($result.system.trusted) "Windows trusts it: $($verify.Out)"
        Assert-That (@($result.system.differences).Count -eq 0) "and so do we: $($result.system.differences)"
        $after = @(Get-ChildItem $stores | ForEach-Object { $_.Thumbprint })
        Assert-That (@(Compare-Object $before $after).Count -eq 0) 'asking changed no store'
    }

    'automatic root update' = {
        $key = "$localKey\AuthRoot\Certificates"
        if (-not (Test-Path $key)) { throw 'SKIP: this computer has no AuthRoot entries yet' }
        $shown = (Get-Shown 'Root') | ConvertFrom-Json
        $vendor = @($shown.targets[0].stores[0].entries | Where-Object { $_.origin -eq 'vendor' })
        Assert-That ($vendor.Count -ge @(Get-ChildItem $key).Count) 'AuthRoot is in Root, as vendor'
    }

    'required roots' = {
        $shown = (Get-Shown 'Root') | ConvertFrom-Json
        $entries = @($shown.targets[0].stores[0].entries)
        $own = @($entries | Where-Object {
                $_.origin -eq 'local' -and ($_ | ConvertTo-Json -Depth 8) -match 'O=Microsoft|DC=microsoft' })
        Assert-That ($own.Count -eq 0) "no root of Microsoft's counts as local: $($own | ConvertTo-Json -Depth 3)"
    }

    'physical stores' = {
        $shown = (Get-Shown 'Root') | ConvertFrom-Json
        $ours = @($shown.targets[0].stores[0].entries | Where-Object { -not $_.archived } |
                ForEach-Object { $_.sha256 } | Sort-Object -Unique)
        $theirs = @(Get-ChildItem Cert:\LocalMachine\Root |
                ForEach-Object { Get-Sha256 $_.RawData } | Sort-Object -Unique)
        $difference = @(Compare-Object $ours $theirs)
        Assert-That ($difference.Count -eq 0) "Windows' union is ours: $($difference | Out-String)"
    }

    'properties survive' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-properties'
        $manifest = New-Manifest 'properties' $root $storeName 'purposes: [server_auth]'
        foreach ($id in 83, 104, 105, 122, 126, 127, 0x8000) {
            Set-Blob $localKey $storeName $root.Thumbprint `
                (New-Blob $root.Bytes ([uint32] $id) ([byte[]] (0x30, 0, 0, 0, 0, 0, 0, 0)))
            $apply = Invoke-Trustctl @('apply', $manifest, '--yes')
            Assert-That ($apply.Code -eq 0) "apply ends with 0 beside property ${id}: $($apply.Out)$($apply.Err)"
            $after = Read-Blob (Get-Blob $localKey $storeName $root.Thumbprint)
            Assert-That ($after[[uint32] $id] -eq '30-00-00-00-00-00-00-00') "property $id is as it was"
            Assert-That ($after.ContainsKey([uint32] 9)) 'the purposes are there'
        }
    }

    'disallowed in chains' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-disallowed'
        $certificate = New-Object Security.Cryptography.X509Certificates.X509Certificate2 (, $root.Bytes)
        $trusted = New-Manifest 'disallowed-root' $root 'Root'
        Assert-That ((Invoke-Trustctl @('apply', $trusted, '--yes')).Code -eq 0) 'into Root'
        try {
            $chain = New-Object Security.Cryptography.X509Certificates.X509Chain $true
            $chain.ChainPolicy.RevocationMode = 'NoCheck'
            Assert-That $chain.Build($certificate) 'a root in Root is trusted'
            # Of another site: the same one would no longer want it in Root, and take it out of there.
            $distrusted = New-Manifest 'disallowed' $root 'Disallowed' -Site 'smoke.distrust'
            Assert-That ((Invoke-Trustctl @('apply', $distrusted, '--yes')).Code -eq 0) 'into Disallowed'
            Assert-That ($null -ne (Get-Blob $localKey 'Root' $root.Thumbprint)) 'and still in Root'
            $again = New-Object Security.Cryptography.X509Certificates.X509Chain $true
            $again.ChainPolicy.RevocationMode = 'NoCheck'
            Assert-That (-not $again.Build($certificate)) 'Disallowed wins'
            $names = @($again.ChainStatus | ForEach-Object { "$($_.Status)" })
            Assert-That ($names -contains 'ExplicitDistrust') "explicit distrust, not $names"
        } finally {
            foreach ($store in 'Root', 'Disallowed') {
                Remove-Item "Cert:\LocalMachine\$store\$($root.Thumbprint)" -ErrorAction SilentlyContinue
            }
        }
    }

    'archived' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-archived'
        Set-Blob $localKey 'Root' $root.Thumbprint (New-Blob $root.Bytes 19 ([byte[]] @()))
        try {
            Assert-That ((Get-Shown 'Root') -match $root.Sha256) 'the entry is shown'
            Assert-That ((Get-Shown 'Root') -match '"archived": true') 'as archived'
            $verify = Invoke-Trustctl @('verify', $root.File, '--system', '--target', 'machine=cryptoapi',
                '--format', 'json')
            $result = ($verify.Out | ConvertFrom-Json).results[0]
            Assert-That ($result.trust -eq 'could_not_tell') 'a path that needs it cannot be told'
            Write-Host "  a chain to an archived root is trusted by Windows: $($result.system.trusted)"
            $absent = New-Manifest 'archived-absent' $root 'Root' '' 'absent'
            Assert-That ((Invoke-Trustctl @('apply', $absent, '--yes')).Code -eq 0) 'it can be removed'
            Assert-That ($null -eq (Get-Blob $localKey 'Root' $root.Thumbprint)) 'it is gone'
        } finally {
            Remove-Item -Recurse "$localKey\Root\Certificates\$($root.Thumbprint)" -ErrorAction SilentlyContinue
        }
    }

    'purposes in chains' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-purposes'
        $certificate = New-Object Security.Cryptography.X509Certificates.X509Certificate2 (, $root.Bytes)
        $manifest = New-Manifest 'purposes' $root 'Root' 'purposes: [code_signing]'
        Assert-That ((Invoke-Trustctl @('apply', $manifest, '--yes')).Code -eq 0) 'into Root'
        try {
            foreach ($case in @(@('1.3.6.1.5.5.7.3.3', $true), @('1.3.6.1.5.5.7.3.1', $false))) {
                $chain = New-Object Security.Cryptography.X509Certificates.X509Chain $true
                $chain.ChainPolicy.RevocationMode = 'NoCheck'
                [void] $chain.ChainPolicy.ApplicationPolicy.Add((New-Object Security.Cryptography.Oid $case[0]))
                Assert-That ($chain.Build($certificate) -eq $case[1]) "$($case[0]) is $($case[1])"
            }
        } finally { Remove-Item "Cert:\LocalMachine\Root\$($root.Thumbprint)" -ErrorAction SilentlyContinue }
    }

    'reader during apply' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-reader'
        $manifest = New-Manifest 'reader-0' $root $storeName 'friendly_name: name 0'
        Assert-That ((Invoke-Trustctl @('apply', $manifest, '--yes')).Code -eq 0) 'the entry is there'
        $stop = Join-Path $work 'stop'
        $reader = Start-Job -ArgumentList $storeName, $root.Thumbprint, $stop -ScriptBlock {
            param($Store, $Thumbprint, $Stop)
            $looks = 0
            $misses = 0
            while (-not (Test-Path $Stop)) {
                $looks++
                if (-not (Test-Path "Cert:\LocalMachine\$Store\$Thumbprint")) { $misses++ }
            }
            "$misses of $looks"
        }
        foreach ($i in 1..20) {
            $manifest = New-Manifest "reader-$i" $root $storeName "friendly_name: name $i"
            Assert-That ((Invoke-Trustctl @('apply', $manifest, '--yes')).Code -eq 0) "apply $i"
        }
        [IO.File]::WriteAllText($stop, '')
        $seen = Receive-Job -Job $reader -Wait -AutoRemoveJob
        Assert-That ($seen -match '^0 of [1-9]') "a reader never misses the entry: $seen"
    }

    'two at once' = {
        Assert-Elevated
        $certificates = @((New-TestRoot 'smoke-one'), (New-TestRoot 'smoke-two'))
        foreach ($round in 1..20) {
            Remove-Item -Recurse "$localKey\$storeName" -ErrorAction SilentlyContinue
            $running = foreach ($i in 0, 1) {
                # One site each: else each would prune what the other one added.
                $manifest = New-Manifest "two-$i" $certificates[$i] $storeName -Site "smoke.test-$i"
                Start-Process -FilePath $Trustctl -ArgumentList (ConvertTo-CommandLine @('apply', $manifest, '--yes')) `
                    -PassThru -WindowStyle Hidden
            }
            $running | Wait-Process -Timeout 60
            $there = @(Get-ChildItem "$localKey\$storeName\Certificates").Count
            Assert-That ($there -eq 2) "round ${round}: $there of 2 entries"
        }
    }

    'state directory' = {
        Assert-Elevated
        $acl = Get-Acl (Join-Path $env:ProgramData 'trustctl')
        $owner = $acl.GetOwner([Security.Principal.SecurityIdentifier]).Value
        Assert-That ($owner -in 'S-1-5-32-544', 'S-1-5-18') "its owner is $owner"
        $writers = @($acl.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier]) |
                Where-Object { $_.AccessControlType -eq 'Allow' -and ($_.FileSystemRights -band 'Write') } |
                ForEach-Object { $_.IdentityReference.Value } | Sort-Object -Unique)
        $strangers = @($writers | Where-Object { $_ -notin 'S-1-5-32-544', 'S-1-5-18' })
        Assert-That ($strangers.Count -eq 0) "nobody else writes: $strangers"
    }

    'user roots without a desktop' = {
        Assert-Elevated
        $root = New-TestRoot 'smoke-desktop'
        $manifest = New-Manifest 'desktop' $root 'Root' -Location 'CurrentUser'
        $output = Join-Path $work 'desktop.txt'
        $command = "/c `"`"$Trustctl`" apply `"$manifest`" --yes > `"$output`" 2>&1`""
        $action = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument $command
        $principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18'
        Register-ScheduledTask -TaskName $storeName -Action $action -Principal $principal -Force | Out-Null
        try {
            Start-ScheduledTask -TaskName $storeName
            # A task that has not begun yet is as "Ready" as one that has ended: 0x41303 is "has not run yet",
            # 0x41301 "is running" (winerror.h, SCHED_S_TASK_*).
            foreach ($i in 1..60) {
                Start-Sleep -Milliseconds 500
                $result = (Get-ScheduledTaskInfo -TaskName $storeName).LastTaskResult
                if ($result -ne 0x41303 -and $result -ne 0x41301) { break }
            }
            Assert-That ((Get-Content -Raw $output) -match 'without a desktop') 'it is refused, and does not wait'
        } finally { Unregister-ScheduledTask -TaskName $storeName -Confirm:$false }
    }

    'output in use' = {
        if ([Environment]::OSVersion.Version.Build -lt 16299) { throw 'SKIP: POSIX semantics came with Windows 10 1709' }
        $file = Join-Path $work 'held.txt'
        [IO.File]::WriteAllText($file, 'before')
        $shared = [IO.File]::Open($file, 'Open', 'Read', 'ReadWrite, Delete')
        try {
            $written = Invoke-Trustctl @('providers', '--output', $file)
            Assert-That ($written.Code -eq 0) "what its holder shares for deletion is replaced: $($written.Err)"
        } finally { $shared.Dispose() }
        Assert-That ([IO.File]::ReadAllText($file) -match 'cryptoapi') 'the new text is there'
        $kept = [IO.File]::Open($file, 'Open', 'Read', 'ReadWrite')
        try {
            $refused = Invoke-Trustctl @('providers', '--output', $file)
            Assert-That ($refused.Code -eq 1) "what is not shared for it is not: $($refused.Code)"
            Assert-That ($refused.Err -match 'another program has it open') $refused.Err
        } finally { $kept.Dispose() }
    }

    'blobs as test data' = {
        $folder = Join-Path (Split-Path -Parent $Report) 'blobs'
        New-Item -ItemType Directory -Path $folder -Force | Out-Null
        foreach ($store in 'Root', 'CA', 'AuthRoot', 'Disallowed') {
            $key = "$localKey\$store\Certificates"
            if (-not (Test-Path $key)) { continue }
            foreach ($entry in Get-ChildItem $key) {
                $blob = [byte[]] (Get-ItemProperty -Path $entry.PSPath -Name Blob).Blob
                [IO.File]::WriteAllBytes((Join-Path $folder "$store-$($entry.PSChildName).blob"), $blob)
            }
        }
        Assert-That (@(Get-ChildItem $folder).Count -gt 0) 'there are blobs'
    }
}

try {
    foreach ($name in $checks.Keys) {
        if ($Only.Count -gt 0 -and $Only -notcontains $name) { continue }
        $started = Get-Date
        $outcome = 'passed'
        $detail = ''
        try { & $checks[$name] }
        catch {
            $detail = "$($_.Exception.Message)"
            if ($detail.StartsWith('SKIP: ')) { $outcome = 'skipped' } else { $outcome = 'failed' }
        }
        [void] $results.Add([ordered] @{
                name = $name; outcome = $outcome; detail = $detail
                seconds = [Math]::Round(((Get-Date) - $started).TotalSeconds, 2)
            })
        Write-Host ("{0}: {1} {2}" -f $outcome, $name, $detail)
    }
}
finally {
    if ($elevated) { Remove-Item -Recurse "$localKey\$storeName" -ErrorAction SilentlyContinue }
    Remove-Item -Recurse -Force $work -ErrorAction SilentlyContinue
}

$windows = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$failed = @($results | Where-Object { $_.outcome -eq 'failed' }).Count
[ordered] @{
    format_version = '1.0'
    trustctl       = "$(& $Trustctl --version)"
    windows        = "$($windows.ProductName) $($windows.CurrentBuild)"
    elevated       = $elevated
    checks         = $results
} | ConvertTo-Json -Depth 5 | Set-Content -LiteralPath $Report -Encoding ASCII
Write-Host "$failed failed; the report is $Report"
if ($failed -gt 0) { exit 1 }
