namespace OpenGen.Making.Presenter;

/// <summary>How the presenter holds itself in one frame. Lengths in hundredths of half a face's width.</summary>
/// <param name="Mouth">What the mouth does.</param>
/// <param name="Shut">0–1: how far the lids are closed.</param>
/// <param name="LookX">Where the eyes look, to the right.</param>
/// <param name="LookY">The same, downwards.</param>
/// <param name="Brow">How much the brows are raised.</param>
/// <param name="Turn">How far the features of the face are turned to the right.</param>
/// <param name="Nod">How far they are lowered.</param>
/// <param name="Tilt">Degrees by which the head leans, clockwise.</param>
/// <param name="Sway">How far the whole head is to the right of where it rests.</param>
/// <param name="Breath">0–1: how full the chest is.</param>
internal readonly record struct Pose(
    MouthShape Mouth, double Shut, double LookX, double LookY, double Brow, double Turn, double Nod, double Tilt, double Sway,
    double Breath);
