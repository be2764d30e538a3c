#include "core/api/whatsappcontroller.h"
#include "core/messaging/passkeyscript.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/language.h"
#include "core/api/refusalscontroller.h"
#include "core/api/schema.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject standingJson(const AccountStanding &standing)
{
    return {{u"known"_s, standing.known},
            {u"restricted"_s, standing.restricted},
            {u"restricted_until"_s, isoTime(standing.restrictedUntil)},
            {u"restriction"_s, textOrNull(standing.restricted ? standing.restriction : QString())},
            {u"new_chats"_s, textOrNull(standing.newChats)},
            {u"new_chats_used"_s, standing.newChatsUsed},
            {u"new_chats_total"_s, standing.newChatsTotal > 0 ? QJsonValue(standing.newChatsTotal) : QJsonValue()},
            {u"new_chats_cycle_ends_at"_s, isoTime(standing.newChatsCycleEnds)}};
}

/// What is asked of whoever has the passkey, and how a browser is made to answer it.
QJsonValue passkeyJson(const LinkInfo &info)
{
    if (!info.passkeyNeeded)
        return QJsonValue::Null;
    return QJsonObject{{u"options"_s, QJsonDocument::fromJson(info.passkeyOptions).object()},
                       {u"script"_s, passkeyScript(info.passkeyOptions)}};
}

/// @param secrets whether what links a device, the codes, may be seen.
HttpAnswer linkAnswer(const ChannelLink &link, DeskServices &services, const HttpServerRequest &request, bool secrets,
                      int status = 200)
{
    const LinkInfo &info = link.info();
    const bool known = services.catchUps && !services.catchUps->last().isEmpty();
    QJsonValue qr(QJsonValue::Null);
    if (secrets && !info.qrText.isEmpty())
        qr = QJsonObject{{u"text"_s, info.qrText}, {u"expires_at"_s, isoTime(info.qrExpiresAt)}};
    return HttpAnswer::json(
        {{u"state"_s, toString(info.state)},
         {u"cause"_s, textOrNull(info.cause)},
         {u"code"_s, info.code == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(info.code)},
         {u"since"_s, isoTime(info.since)},
         {u"until"_s, isoTime(info.until)},
         {u"phone"_s, textOrNull(info.phone)},
         {u"name"_s, textOrNull(info.name)},
         {u"qr"_s, qr},
         {u"pairing_code"_s, secrets ? textOrNull(info.pairingCode) : QJsonValue(QJsonValue::Null)},
         {u"passkey_needed"_s, info.passkeyNeeded},
         {u"passkey"_s, secrets ? passkeyJson(info) : QJsonValue(QJsonValue::Null)},
         {u"passkey_code"_s, secrets ? textOrNull(info.passkeyCode) : QJsonValue(QJsonValue::Null)},
         {u"explanation"_s, linkCauseJson(services.refusals, info.cause, languageOf(services, request))},
         {u"account"_s, standingJson(link.standing())},
         {u"caught_up"_s, known ? QJsonValue(services.catchUps->last()) : QJsonValue(QJsonValue::Null)},
         {u"demo"_s, services.demo}},
        status);
}

HttpAnswer pairingProblem(const Error &error)
{
    if (error.code == Errc::Conflict)
        return HttpAnswer::problem(409, u"already_paired"_s, u"A phone is linked already; reset first."_s);
    return HttpAnswer::from(error);
}

HttpAnswer codeAnswer(const Result<QString> &code)
{
    return code ? HttpAnswer::json({{u"pairing_code"_s, *code}}, 202) : pairingProblem(code.error());
}

HttpAnswer resetAnswer(const Result<> &done)
{
    if (!done)
        return HttpAnswer::from(done.error());
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

QFuture<HttpAnswer> showLink(ChannelLink &link, DeskServices &services, const HttpServerRequest &request)
{
    return answerNow(linkAnswer(link, services, request, request.identity->allows(Access::Admin)));
}

QFuture<HttpAnswer> startPairing(ChannelLink &link, DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return answerNow(HttpAnswer::from(object.error()));
    const QString method = object->value("method"_L1).toString();
    if (method == "qr"_L1) {
        const auto started = link.startPairing();
        return answerNow(started ? linkAnswer(link, services, request, true, 202) : pairingProblem(started.error()));
    }
    if (method != "code"_L1)
        return answerNow(HttpAnswer::from({Errc::Invalid, u"/method"_s}));
    QString phone = object->value("phone"_L1).toString();
    phone.remove(u'+').remove(u' ').remove(u'-'); // as people write it
    const bool digits = std::all_of(phone.cbegin(), phone.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits || phone.size() < 7 || phone.size() > 15)
        return answerNow(HttpAnswer::from({Errc::Invalid, u"/phone"_s}));
    return answerLater(link.requestCode(phone), &services.accounts, codeAnswer);
}

QFuture<HttpAnswer> cancelPairing(ChannelLink &link, DeskServices &, const HttpServerRequest &)
{
    link.cancelPairing();
    return answerNow(resetAnswer({}));
}

QFuture<HttpAnswer> answerPasskey(ChannelLink &link, DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return answerNow(HttpAnswer::from(object.error()));
    const QJsonValue confirm = object->value("confirm"_L1);
    const QJsonValue assertion = object->value("assertion"_L1);
    if (assertion.isObject()) {
        const QByteArray json = QJsonDocument(assertion.toObject()).toJson(QJsonDocument::Compact);
        return answerLater(
            link.supplyPasskeyAssertion(json), &services.accounts, [&link, &services, request](const Result<> &done) {
                return done ? linkAnswer(link, services, request, true, 202) : HttpAnswer::from(done.error());
            });
    }
    if (!confirm.isBool())
        return answerNow(HttpAnswer::from({Errc::Invalid, u"/confirm"_s}));
    link.confirmPasskey(confirm.toBool());
    return answerNow(linkAnswer(link, services, request, true, 202));
}

QFuture<HttpAnswer> reconnect(ChannelLink &link, DeskServices &services, const HttpServerRequest &request)
{
    link.reconnect();
    return answerNow(linkAnswer(link, services, request, true, 202));
}

QFuture<HttpAnswer> reset(ChannelLink &link, DeskServices &services, const HttpServerRequest &)
{
    return answerLater(link.reset(), &services.accounts, resetAnswer);
}

QJsonObject limitsJson(const PaceLimits &limits)
{
    return {{u"minute"_s, limits.minute}, {u"hour"_s, limits.hour}, {u"day"_s, limits.day}};
}

HttpAnswer showPacing(DeskServices &services, const HttpServerRequest &request)
{
    const QString language = languageOf(services, request);
    const PaceState state = services.outbox.paceState();
    QJsonArray reasons;
    for (const PaceState::Reason &one : state.reasons) {
        const Refusal text = services.refusals.paceReason(toString(one.reason), language);
        reasons << QJsonObject{{u"reason"_s, toString(one.reason)},
                               {u"title"_s, text.title},
                               {u"what"_s, text.what},
                               {u"advice"_s, text.advice},
                               {u"until"_s, isoTime(one.until)}};
    }
    const PacingSettings &settings = services.outbox.pacing();
    return HttpAnswer::json({{u"light"_s, toString(state.light)},
                             {u"reasons"_s, reasons},
                             {u"held"_s, state.held},
                             {u"used"_s, limitsJson(state.used)},
                             {u"limits"_s, limitsJson(state.limits)},
                             {u"contact_limits"_s, limitsJson(settings.contact)},
                             {u"typing"_s, settings.typing},
                             {u"gap_ms"_s, qint64(settings.gap.count())},
                             {u"first_contact"_s, settings.firstContact}});
}

HttpAnswer numberAnswer(const Result<NumberOnService> &number)
{
    if (!number && number.error().code == Errc::Conflict)
        return HttpAnswer::problem(409, u"channel_cannot"_s, u"The channel in use knows no such thing."_s);
    if (!number && number.error().code == Errc::Invalid)
        return HttpAnswer::from({Errc::Invalid, u"/phone"_s});
    if (!number && number.error().code == Errc::TooLarge) {
        HttpAnswer answer = HttpAnswer::problem(429, u"too_many_checks"_s, u"Many numbers wait to be looked up."_s);
        answer.headers << std::pair<QByteArray, QByteArray>("Retry-After", "60");
        return answer;
    }
    if (!number)
        return HttpAnswer::from(number.error());
    return HttpAnswer::json({{u"on_whatsapp"_s, number->registered},
                             {u"address"_s, textOrNull(number->address)},
                             {u"alias"_s, textOrNull(number->alias)}});
}

QFuture<HttpAnswer> checkNumber(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return answerNow(HttpAnswer::from(object.error()));
    const QString phone = IdentityResolver::phoneOf(object->value("phone"_L1).toString());
    if (phone.size() < 7 || phone.size() > 15)
        return answerNow(HttpAnswer::from({Errc::Invalid, u"/phone"_s}));
    return answerLater(services.channel.checkNumber(phone), &services.accounts, numberAnswer);
}

using LinkHandler = QFuture<HttpAnswer> (*)(ChannelLink &, DeskServices &, const HttpServerRequest &);

HttpHandler withLink(DeskServices &services, LinkHandler handler)
{
    return [&services, handler](const HttpServerRequest &request) {
        if (!services.link)
            return answerNow(
                HttpAnswer::problem(409, u"no_link"_s, u"The desk uses the old bridge: nothing to link."_s));
        return handler(*services.link, services, request);
    };
}

} // namespace

void addWhatsAppRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    const QJsonObject link = named(u"WhatsApp"_s);
    router.define(
        u"WhatsApp"_s,
        output({{u"state"_s, text()},
                {u"cause"_s, schema::orNull(text())},
                {u"code"_s, schema::orNull(integer())},
                {u"since"_s, schema::orNull(time())},
                {u"until"_s, schema::orNull(time())},
                {u"phone"_s, schema::orNull(text())},
                {u"name"_s, schema::orNull(text())},
                {u"qr"_s, schema::orNull(output({{u"text"_s, text()}, {u"expires_at"_s, schema::orNull(time())}}))},
                {u"pairing_code"_s, schema::orNull(text())},
                {u"passkey_needed"_s, flag()},
                {u"passkey"_s, schema::orNull(output({{u"options"_s, anything()}, {u"script"_s, text()}}))},
                {u"passkey_code"_s, schema::orNull(text())},
                {u"caught_up"_s,
                 schema::orNull(
                     output({{u"at"_s, time()},
                             {u"announced"_s, integer()},
                             {u"stored"_s, integer()},
                             {u"missing"_s, integer()},
                             {u"holes"_s,
                              list(output({{u"customer_id"_s, schema::orNull(id())}, {u"messages"_s, integer()}}))}}))},
                {u"demo"_s, flag()},
                {u"explanation"_s, schema::orNull(named(u"Refusal"_s))},
                {u"account"_s,
                 output({{u"known"_s, flag()},
                         {u"restricted"_s, flag()},
                         {u"restricted_until"_s, schema::orNull(time())},
                         {u"restriction"_s, schema::orNull(text())},
                         {u"new_chats"_s,
                          schema::orNull(word({u"none"_s, u"first_warning"_s, u"second_warning"_s, u"capped"_s}))},
                         {u"new_chats_used"_s, integer()},
                         {u"new_chats_total"_s, schema::orNull(integer())},
                         {u"new_chats_cycle_ends_at"_s, schema::orNull(time())}})}}));
    router.add("GET", u"/api/v1/whatsapp"_s, Access::Read, withLink(services, showLink))
        .about(u"State of the link; the codes for administrators only."_s,
               u"Estado del enlace; los códigos, solo para administradores."_s)
        .answers(200, link);
    DeskRoutes routes(router, services);
    const QJsonObject limits = output({{u"minute"_s, integer()}, {u"hour"_s, integer()}, {u"day"_s, integer()}});
    routes.add("GET", u"/api/v1/whatsapp/pacing"_s, Access::Read, showPacing)
        .about(
            u"How freely automatic messages leave: a traffic light, why, and until when. A limit of 0 is none."_s,
            u"Qué tan libremente salen los mensajes automáticos: semáforo, por qué y hasta cuándo. Un límite de 0 es ninguno."_s)
        .answers(200,
                 output({{u"light"_s, word({u"green"_s, u"amber"_s, u"red"_s})},
                         {u"reasons"_s,
                          list(output({{u"reason"_s, text()},
                                       {u"title"_s, text()},
                                       {u"what"_s, text()},
                                       {u"advice"_s, text()},
                                       {u"until"_s, schema::orNull(time())}}))},
                         {u"held"_s, integer()},
                         {u"used"_s, limits},
                         {u"limits"_s, limits},
                         {u"contact_limits"_s, limits},
                         {u"typing"_s, flag()},
                         {u"gap_ms"_s, integer()},
                         {u"first_contact"_s, flag()}}));
    routes.add("POST", u"/api/v1/whatsapp/numbers/check"_s, Access::Write, checkNumber)
        .about(
            u"Asks WhatsApp whether a number is there. One at a time and rarely: many such questions get accounts blocked."_s,
            u"Pregunta a WhatsApp si un número está ahí. Uno por uno y pocas veces: muchas preguntas así hacen que bloqueen la cuenta."_s)
        .takes(input({{u"phone"_s, text(32, 7)}}, {u"phone"_s}))
        .answers(200,
                 output({{u"on_whatsapp"_s, flag()},
                         {u"address"_s, schema::orNull(text())},
                         {u"alias"_s, schema::orNull(text())}}));
    router.add("POST", u"/api/v1/whatsapp/pairing"_s, Access::Admin, withLink(services, startPairing))
        .about(u"Begins to link a phone, by QR code or by a code to type."_s,
               u"Empieza a enlazar un teléfono, con código QR o con un código para teclear."_s)
        .takes(input({{u"method"_s, word({u"qr"_s, u"code"_s})}, {u"phone"_s, text(32)}}, {u"method"_s}))
        .answers(202, anyOf({link, output({{u"pairing_code"_s, text()}})}));
    router.add("DELETE", u"/api/v1/whatsapp/pairing"_s, Access::Admin, withLink(services, cancelPairing))
        .about(u"Stops linking."_s, u"Deja de enlazar."_s)
        .answers(204);
    router.add("POST", u"/api/v1/whatsapp/pairing/passkey"_s, Access::Admin, withLink(services, answerPasskey))
        .about(
            u"Answers the question for the account's passkey, with what a browser answered (see passkey.script of the state), "
            "or says whether the phone shows the same code."_s,
            u"Responde a la pregunta por la llave de acceso de la cuenta con lo que contestó un navegador (ver passkey.script "
            "del estado), o dice si el teléfono muestra el mismo código."_s)
        .takes(input({{u"confirm"_s, flag()}, {u"assertion"_s, anything()}}))
        .answers(202, link);
    router.add("POST", u"/api/v1/whatsapp/reconnect"_s, Access::Admin, withLink(services, reconnect))
        .about(u"Tries the connection now."_s, u"Intenta la conexión ahora."_s)
        .answers(202, link);
    router.add("POST", u"/api/v1/whatsapp/reset"_s, Access::Admin, withLink(services, reset))
        .about(u"Deletes the session; then a phone has to be linked again."_s,
               u"Borra la sesión; después hay que enlazar un teléfono otra vez."_s)
        .answers(204);
}

} // namespace desk
