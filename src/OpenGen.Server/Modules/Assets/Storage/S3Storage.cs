using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>Files in an S3 bucket: Amazon's, or that of any server that speaks its protocol.</summary>
internal sealed class S3Storage : ISigningStorage, IDisposable
{
    private readonly S3Options _options;
    private readonly AmazonS3Client _s3;

    /// <summary>Signs for the address clients see, which the signature covers.</summary>
    private readonly AmazonS3Client _signer;

    public S3Storage(StorageOptions options)
    {
        _options = options.S3;
        _s3 = Client(_options, _options.Endpoint);
        _signer = _options.PublicUrl is null ? _s3 : Client(_options, _options.PublicUrl);
    }

    private static AmazonS3Client Client(S3Options options, string? endpoint)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            // Servers other than Amazon's often do not know the checksums the SDK would add by default.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // A gigabyte over a slow line; what stands still is ended by the retries' own deadline.
            Timeout = TimeSpan.FromHours(1),
        };
        if (endpoint is null) config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        else (config.ServiceURL, config.AuthenticationRegion) = (endpoint, options.Region ?? "us-east-1");
        return string.IsNullOrEmpty(options.AccessKey)
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    public string? PathOf(string key) => null;

    /// <summary>One PUT, not parts: it is there whole or not at all, and a crash leaves nothing to clear up.</summary>
    public async Task KeepAsync(string key, string path, string contentType, CancellationToken cancellationToken) =>
        await _s3.PutObjectAsync(
            new PutObjectRequest { BucketName = _options.Bucket, Key = NameOf(key), FilePath = path, ContentType = contentType },
            cancellationToken);

    public async Task<bool> FetchAsync(string key, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await _s3.GetObjectAsync(
                new GetObjectRequest { BucketName = _options.Bucket, Key = NameOf(key) }, cancellationToken);
            await using var file = File.Create(path);
            await found.ResponseStream.CopyToAsync(file, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _s3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = NameOf(key) }, cancellationToken);
            return new RemoteFile(found.ContentLength, (from, to, token) => ReadAsync(key, from, to, token));
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<Stream> ReadAsync(string key, long from, long to, CancellationToken cancellationToken) =>
        (await _s3.GetObjectAsync(
            new GetObjectRequest { BucketName = _options.Bucket, Key = NameOf(key), ByteRange = new ByteRange(from, to) },
            cancellationToken)).ResponseStream;

    /// <summary>One by one: deleting many in one call wants checksums that servers other than Amazon's disagree on.</summary>
    public async Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        await _s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _options.Bucket, Key = NameOf(key) }, cancellationToken);

    public async Task<bool> CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        try
        {
            await _s3.CopyObjectAsync(new CopyObjectRequest
            {
                SourceBucket = _options.Bucket,
                SourceKey = NameOf(from),
                DestinationBucket = _options.Bucket,
                DestinationKey = NameOf(to),
            }, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    public Task<string> SignUploadAsync(string key, string contentType, long byteSize, string md5, DateTime expiresAt)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = _options.Bucket,
            Key = NameOf(key),
            Verb = HttpVerb.PUT,
            Expires = expiresAt,
            ContentType = contentType,
            Protocol = _signer.Config.ServiceURL?.StartsWith("http:", StringComparison.Ordinal) == true ? Protocol.HTTP : Protocol.HTTPS,
        };
        request.Headers.ContentMD5 = md5;
        request.Headers.ContentLength = byteSize;
        return _signer.GetPreSignedURLAsync(request);
    }

    public async IAsyncEnumerable<string> KeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = _options.Prefix ?? "";
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await _s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
                if (found.Key[prefix.Length..] is var key && StorageKey.IsKey(key)) yield return key;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _s3.HeadBucketAsync(new HeadBucketRequest { BucketName = _options.Bucket }, cancellationToken);
            return null;
        }
        catch (Exception fault) when (fault is AmazonServiceException or HttpRequestException)
        {
            return $"The bucket {_options.Bucket} cannot be used: {fault.Message}";
        }
    }

    private string NameOf(string key) =>
        StorageKey.IsKey(key) ? _options.Prefix + key : throw new ArgumentException("Not a storage key", nameof(key));

    public void Dispose()
    {
        if (_signer != _s3) _signer.Dispose();
        _s3.Dispose();
    }
}
