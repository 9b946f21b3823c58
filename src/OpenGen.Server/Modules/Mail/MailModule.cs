using OpenGen.Server.Data;
using OpenGen.Server.Modules.Mail.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Mail;

/// <summary>Mail to people, through an SMTP server of the operator's.</summary>
internal static class MailModule
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<MailOptions>("Mail");
        StartupException.ThrowIfAny(
            "Mail", options.Faults(ServerOptions.Of(builder.Configuration)));
        builder.Services.AddSingleton(options).AddSingleton<MailSignal>().AddSingleton<MailSeal>();
        builder.Services.AddScoped<IMailOutbox, MailOutbox>();
        builder.Services.AddHostedService<MailWorker>();
    }
}
