using OpenGen.Server.Modules.Mail.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Mail;

/// <summary>Mail to people, through an SMTP server of the operator's.</summary>
internal static class MailModule
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
        StartupException.ThrowIfAny(
            "Mail", options.Faults(builder.Configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions()));
        builder.Services.AddSingleton(options).AddSingleton<MailSignal>().AddSingleton<MailSeal>();
        builder.Services.AddScoped<IMailOutbox, MailOutbox>();
        builder.Services.AddHostedService<MailWorker>();
    }
}
