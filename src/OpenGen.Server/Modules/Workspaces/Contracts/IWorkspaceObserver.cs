namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>Is told of workspaces, in the transaction that makes or deletes them.</summary>
internal interface IWorkspaceObserver
{
    /// <summary>A workspace is new; nobody sees it yet.</summary>
    Task CreatedAsync(long workspaceId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A workspace is about to be deleted, and with its row all rows that name it.</summary>
    Task DeletingAsync(long workspaceId, CancellationToken cancellationToken) => Task.CompletedTask;
}
