#pragma once

#include "ui/theme/tokens.h"

#include <QSettings>

namespace desk::ui {

/// What is chosen for this console on this computer, in its own settings file. Does not own the file.
class ConsolePreferences
{
public:
    enum class Look { Automatic, Light, Dark };

    explicit ConsolePreferences(QSettings &file) : m_file(file) { }

    [[nodiscard]] Look look() const;
    void setLook(Look look);
    /// @param system what the system shows.
    [[nodiscard]] Scheme scheme(Scheme system) const;

    /// "es", "pt_BR", "en"; empty: the system's. Read when the program starts.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &language);

    /// Notices show no words of customers.
    [[nodiscard]] bool hidesText() const;
    void setHidesText(bool hides);

    /// No notices until it is switched off again.
    [[nodiscard]] bool isDoNotDisturb() const;
    void setDoNotDisturb(bool on);

private:
    QSettings &m_file;
};

} // namespace desk::ui
