#include "app/systemautostart.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

class RunKeyAutostart final : public ui::Autostart
{
public:
    explicit RunKeyAutostart(AutostartEntry entry) : m_entry(std::move(entry)) { }

    [[nodiscard]] bool isOn() const override { return m_run.contains(name()); }

    [[nodiscard]] Result<> setOn(bool on) override
    {
        if (on)
            m_run.setValue(name(), m_entry.windowsCommand());
        else
            m_run.remove(name());
        m_run.sync();
        return m_run.status() == QSettings::NoError ? Result<>()
                                                    : fail(Errc::Storage, u"the Run key is not writable"_s);
    }

private:
    [[nodiscard]] static QString name() { return u"Ventanilla"_s; }

    AutostartEntry m_entry;
    QSettings m_run{u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"_s, QSettings::NativeFormat};
};

} // namespace

std::unique_ptr<ui::Autostart> systemAutostart(const AutostartEntry &entry)
{
    return std::make_unique<RunKeyAutostart>(entry);
}

} // namespace desk
