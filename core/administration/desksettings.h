#pragma once

#include "core/administration/adminaudit.h"
#include "core/administration/settingregistry.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>

#include <functional>

namespace desk {

/// What administrators have set, in the table "setting", under what the environment says, which wins. Lives on the core thread.
class DeskSettings : public QObject
{
    Q_OBJECT

public:
    /// @param overrides values by key that the environment, the flags or the settings file gave.
    DeskSettings(Database &database, Clock &clock, QHash<QString, QJsonValue> overrides, QObject *parent = nullptr);

    /// Reads what is stored. A stored value that does not fit any more is passed over, with a warning.
    [[nodiscard]] Result<> load();

    enum class Source { Default, Stored, Environment };
    struct Current
    {
        const SettingDescriptor *setting = nullptr;
        QJsonValue value; ///< in effect, or after the next start
        Source source = Source::Default;
        bool isRestartNeeded = false; ///< the program still runs with another value
    };
    /// All, secrets included: for the program itself.
    [[nodiscard]] QList<Current> all() const;
    [[nodiscard]] Source sourceOf(const QString &key) const;
    /// The value of a known key.
    [[nodiscard]] QJsonValue value(const QString &key) const;
    [[nodiscard]] QString text(const QString &key) const { return value(key).toString(); }
    [[nodiscard]] qint64 number(const QString &key) const { return value(key).toInteger(); }
    [[nodiscard]] bool isOn(const QString &key) const { return value(key).toBool(); }
    [[nodiscard]] QStringList list(const QString &key) const { return value(key).toVariant().toStringList(); }

    /// Tries what would be in effect, inside the transaction of a change; an error undoes the change. Values are the new ones meanwhile.
    using Trial = std::function<Result<>(const QStringList &keys)>;
    void setTrial(Trial trial) { m_trial = std::move(trial); }

    /// Stores all of @p changes or none; null goes back to the default. @return the keys that changed.
    /// Invalid ("/key") for an unknown key or a value that does not fit; Conflict with a code and a pointer in detail: "overridden /key" for
    /// what the environment decides, "no_administrator /network.lan" while nobody could sign in, "needs_key /ai.key" when a stored key would
    /// go to another service than it was given for, "not_usable /key" for what the trial refuses.
    [[nodiscard]] Result<QStringList> patch(const QJsonObject &changes, const AuditSource &source);

Q_SIGNALS:
    /// After the commit.
    void changed(const QStringList &keys);

private:
    [[nodiscard]] Result<QJsonObject> checked(const QJsonObject &changes) const;
    [[nodiscard]] Result<> checkTogether(const QJsonObject &changes);
    [[nodiscard]] Result<> tryOut(const QJsonObject &changes);
    void take(const QJsonObject &changes);
    [[nodiscard]] Result<> store(const SettingDescriptor &setting, const QJsonValue &value, const AuditSource &source);

    Database &m_database;
    AdminAudit m_audit;
    QHash<QString, QJsonValue> m_overrides;
    QHash<QString, QJsonValue> m_stored;
    Trial m_trial;
    QHash<QString, QJsonValue> m_started; ///< what the program started with
};

[[nodiscard]] QString toString(DeskSettings::Source source);
/// Whether both addresses are of one service: a key that was given for one goes to the other.
[[nodiscard]] bool isSameService(const QString &endpoint, const QString &other);

} // namespace desk
