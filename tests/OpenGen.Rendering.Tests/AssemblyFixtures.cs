using OpenGen.Rendering.Tests;

[assembly: AssemblyFixture(typeof(Media))]
