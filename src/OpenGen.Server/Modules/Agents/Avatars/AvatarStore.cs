using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>The pictures of agents.</summary>
internal sealed class AvatarStore(AppDbContext db, IAgentMedia media)
{
    /// <summary>Avatars one agent can have.</summary>
    public const int Most = 100;

    /// <summary>An agent's avatars, the primary one first, then by preference and age.</summary>
    public async Task<List<AvatarView>> ListAsync(long agentId, CancellationToken cancellationToken)
    {
        var all = await Ordered(db.AgentAvatars.AsNoTracking().Where(a => a.AgentId == agentId)).ToListAsync(cancellationToken);
        return all.Count == 0 ? [] : await ViewAsync(all, all[0].Id, cancellationToken);
    }

    /// <summary>The primary avatars of agents.</summary>
    public async Task<Dictionary<long, AvatarView>> PrimaryOfAsync(IReadOnlyCollection<long> agentIds, CancellationToken cancellationToken)
    {
        var all = await db.AgentAvatars.AsNoTracking().Where(a => agentIds.Contains(a.AgentId)).ToListAsync(cancellationToken);
        var primary = all.GroupBy(a => a.AgentId).Select(g => g.OrderByDescending(a => a.Preference).ThenBy(a => a.Id).First()).ToList();
        var links = await media.FindAsync([.. primary.Select(a => a.ResourceId)], cancellationToken);
        return primary.Where(a => links.ContainsKey(a.ResourceId)).ToDictionary(a => a.AgentId, a => View(a, true, links[a.ResourceId]));
    }

    /// <summary>
    /// Stores pictures, which may take its time, and then does the work that adds them; gives them up when that fails. To be called
    /// outside of a transaction.
    /// </summary>
    public async Task<Result<T>> StoringAsync<T>(
        IEnumerable<UploadedFile> files, Func<IReadOnlyList<SavedUpload>, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        var kept = new List<SavedUpload>();
        var added = false;
        try
        {
            foreach (var file in files)
            {
                var picture = await media.StorePictureAsync(file, cancellationToken);
                if (picture.Failed) return AgentErrors.NotAnAvatar(picture.Error.Message);
                kept.Add(picture.Value);
            }
            var result = await work(kept);
            added = !result.Failed;
            return result;
        }
        finally
        {
            if (!added)
                foreach (var picture in kept)
                    await media.DiscardAsync(picture, CancellationToken.None);
        }
    }

    /// <summary>Adds stored pictures, all or none; in the caller's transaction.</summary>
    public async Task<Result<List<AvatarView>>> AddAsync(
        long agentId, IReadOnlyList<SavedUpload> pictures, CancellationToken cancellationToken)
    {
        if (await db.AgentAvatars.CountAsync(a => a.AgentId == agentId, cancellationToken) + pictures.Count > Most)
            return AgentErrors.NotAnAvatar($"An agent can have {Most} avatars at most");
        var added = new List<AgentAvatar>();
        foreach (var picture in pictures)
            added.Add(new AgentAvatar { AgentId = agentId, ResourceId = await media.AddAsync(agentId, picture, cancellationToken) });
        db.AddRange(added);
        await db.SaveChangesAsync(cancellationToken);
        var primary = await Ordered(db.AgentAvatars.Where(a => a.AgentId == agentId)).Select(a => a.Id).FirstAsync(cancellationToken);
        return await ViewAsync(added, primary, cancellationToken);
    }

    /// <summary>Makes one the primary avatar; null when the agent has none of this id.</summary>
    public async Task<AvatarView?> ChooseAsync(long agentId, long id, CancellationToken cancellationToken)
    {
        var chosen = await db.AgentAvatars.Where(a => a.AgentId == agentId && a.Id == id).ExecuteUpdateAsync(
            a => a.SetProperty(x => x.Preference, x => db.Set<AgentAvatar>().Where(o => o.AgentId == agentId).Max(o => o.Preference) + 1),
            cancellationToken);
        if (chosen == 0) return null;
        var avatar = await db.AgentAvatars.AsNoTracking().SingleAsync(a => a.Id == id, cancellationToken);
        return (await ViewAsync([avatar], id, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Deletes avatars with their files, all or none; false when one of them is not the agent's.</summary>
    public async Task<bool> DeleteAsync(long agentId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var resources = await db.AgentAvatars.Where(a => a.AgentId == agentId && ids.Contains(a.Id))
            .Select(a => a.ResourceId).ToListAsync(cancellationToken);
        if (resources.Count != ids.Count) return false;
        await media.RemoveAsync(agentId, resources, cancellationToken);
        return true;
    }

    private static IQueryable<AgentAvatar> Ordered(IQueryable<AgentAvatar> avatars) =>
        avatars.OrderByDescending(a => a.Preference).ThenBy(a => a.Id);

    private async Task<List<AvatarView>> ViewAsync(List<AgentAvatar> avatars, long primary, CancellationToken cancellationToken)
    {
        var links = await media.FindAsync([.. avatars.Select(a => a.ResourceId)], cancellationToken);
        return [.. avatars.Where(a => links.ContainsKey(a.ResourceId)).Select(a => View(a, a.Id == primary, links[a.ResourceId]))];
    }

    private static AvatarView View(AgentAvatar avatar, bool isPrimary, MediaLinks links) =>
        new(avatar.Id, isPrimary, links.Url, links.ThumbnailUrl, DegodAvatarId: null);
}
