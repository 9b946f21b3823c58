namespace OpenGen.Rendering.Making.Scenes;

/// <summary>Chooses who paints what the prompt asks for.</summary>
internal static class ScenePainter
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting)
    {
        var subject = setting.Prompt.Subjects.FirstOrDefault(Subject.Abstract);
        return subject switch
        {
            Subject.Sea => Water.Sea(setting),
            Subject.City => City.Paint(setting),
            Subject.Space => Space.Paint(setting),
            Subject.Mountains or Subject.Travel or Subject.Road or Subject.Desert or Subject.Hills or Subject.Forest or Subject.Lake => Landscape.Paint(setting, subject),
            _ => AbstractArt.Paint(setting),
        };
    }
}
