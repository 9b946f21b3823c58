namespace OpenGen.Making.Scenes;

/// <summary>Chooses who paints what the prompt asks for.</summary>
internal static class ScenePainter
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting)
    {
        var subjects = setting.Prompt.Subjects;
        if (subjects.Count == 0) return AbstractArt.Paint(setting);
        var main = subjects[0];
        // A person among other subjects is who the picture is of; the rest is where they are. A small figure belongs to the landscape.
        if (subjects.Contains(Subject.Person)
            && !(IsPlace(main) && setting.Prompt.Says("hiker", "hiking", "climber", "climbing", "astronaut", "explorer", "silhouette")))
            main = Subject.Person;
        if (main is Subject.Team) main = Subject.Person;
        // "A cocktail on the beach" is of the cocktail.
        if (IsPlace(main))
            main = subjects.Where(subject => subject != main).Append(main)
                .First(
                    subject =>
                        subject == main
                            || subject is Subject.Coffee or Subject.Food or Subject.Drink or Subject.Product or Subject.Beauty
                                or Subject.Pet);
        var behind = subjects.Where(subject => subject != main && IsPlace(subject)).Select(subject => (Subject?)subject).FirstOrDefault();
        return main switch
        {
            Subject.Person => Portrait.Paint(setting, behind),
            Subject.Home => Interior.Paint(setting),
            Subject.Abstract => AbstractArt.Paint(setting),
            _ when IsPlace(main) => Place(setting, main),
            _ => StillLife.Paint(setting, main, behind),
        };
    }

    public static bool IsPlace(Subject subject) =>
        subject is Subject.Mountains or Subject.Forest or Subject.Desert or Subject.Sea or Subject.Lake or Subject.Hills or Subject.City
            or Subject.Space or Subject.Travel or Subject.Road;

    public static IReadOnlyList<SceneLayer> Place(Setting setting, Subject subject) => subject switch
    {
        Subject.Sea => Water.Sea(setting),
        Subject.City => City.Paint(setting),
        Subject.Space => Space.Paint(setting),
        Subject.Travel or Subject.Road => Journey.Paint(setting, subject),
        _ => Landscape.Paint(setting, subject),
    };
}
