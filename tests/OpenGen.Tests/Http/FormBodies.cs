using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenGen.Server.Web;

namespace OpenGen.Tests.Http;

public sealed class FormBodies
{
    [Theory]
    [InlineData("a=1", """{"a":"1"}""")]
    [InlineData("agent[name]=x&agent[time_zone]=UTC", """{"agent":{"name":"x","time_zone":"UTC"}}""")]
    [InlineData("ids[]=1&ids[]=2", """{"ids":["1","2"]}""")]
    [InlineData(
        "rows[][id]=1&rows[][position]=0&rows[][id]=2&rows[][position]=1",
        """{"rows":[{"id":"1","position":"0"},{"id":"2","position":"1"}]}""")]
    [InlineData("rows[0][id]=1&rows[1][id]=2", """{"rows":{"0":{"id":"1"},"1":{"id":"2"}}}""")]
    [InlineData("a[b][c]=1&a[b][d]=2", """{"a":{"b":{"c":"1","d":"2"}}}""")]
    [InlineData("a[b=1&[c]=2&d]=3", """{"a[b":"1","[c]":"2","d]":"3"}""")]
    [InlineData("rows[][id]=1&rows[][id]=2&rows[][position]=5", """{"rows":[{"id":"1"},{"id":"2","position":"5"}]}""")]
    public void Brackets_are_nesting(string form, string json) => AssertSame(json, RequestBody.FromPairs(Pairs(form)));

    [Theory]
    [InlineData("agent[name]=x&agent[time_zone]=UTC", """{"agent":{"name":"x","time_zone":"UTC"}}""")]
    [InlineData("ids[]=1&ids[]=2", """{"ids":["1","2"]}""")]
    [InlineData(
        "rows[][id]=1&rows[][position]=0&rows[][id]=2&rows[][position]=1",
        """{"rows":[{"id":"1","position":"0"},{"id":"2","position":"1"}]}""")]
    public void Parts_that_come_grouped_by_name_mean_the_same(string form, string json)
    {
        var grouped = Pairs(form).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(p => p.Value)]));
        AssertSame(json, RequestBody.FromMultipart(new FormCollection(grouped)));
    }

    [Fact]
    public void Brackets_deeper_than_any_document_are_a_name_and_not_a_stack_overflow()
    {
        var deep = "a" + string.Concat(Enumerable.Repeat("[b]", 10_000));
        Assert.Equal("1", RequestBody.FromPairs(Pairs(deep + "=1"))[deep]!.ToString());
    }

    private static void AssertSame(string json, JsonObject read) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), read), read.ToJsonString());

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string form) =>
        form.Split('&').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));
}
