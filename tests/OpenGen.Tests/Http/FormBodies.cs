using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenGen.Server.Http;

namespace OpenGen.Tests.Http;

public sealed class FormBodies
{
    [Theory]
    [InlineData("a=1", """{"a":"1"}""")]
    [InlineData("agent[name]=x&agent[time_zone]=UTC", """{"agent":{"name":"x","time_zone":"UTC"}}""")]
    [InlineData("ids[]=1&ids[]=2", """{"ids":["1","2"]}""")]
    [InlineData("rows[][id]=1&rows[][position]=0&rows[][id]=2&rows[][position]=1", """{"rows":[{"id":"1","position":"0"},{"id":"2","position":"1"}]}""")]
    [InlineData("rows[0][id]=1&rows[1][id]=2", """{"rows":{"0":{"id":"1"},"1":{"id":"2"}}}""")]
    [InlineData("a[b][c]=1&a[b][d]=2", """{"a":{"b":{"c":"1","d":"2"}}}""")]
    [InlineData("a[b=1&[c]=2&d]=3", """{"a[b":"1","[c]":"2","d]":"3"}""")]
    public void Brackets_are_nesting(string form, string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), RequestBody.FromForm(Form(form))), RequestBody.FromForm(Form(form)).ToJsonString());

    [Fact]
    public void Brackets_deeper_than_any_document_are_a_name_and_not_a_stack_overflow()
    {
        var deep = "a" + string.Concat(Enumerable.Repeat("[b]", 10_000));
        Assert.Equal("1", RequestBody.FromForm(Form(deep + "=1"))[deep]!.ToString());
    }

    /// <summary>Keeps the order in which fields were sent, which a repeated key in a list depends on.</summary>
    private static FormCollection Form(string form)
    {
        var fields = new Dictionary<string, StringValues>();
        foreach (var pair in form.Split('&').Select(p => p.Split('=')))
            fields[pair[0]] = StringValues.Concat(fields.GetValueOrDefault(pair[0]), pair[1]);
        return new FormCollection(fields);
    }
}
