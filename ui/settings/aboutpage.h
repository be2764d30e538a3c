#pragma once

#include "ui/settings/settingspage.h"

namespace desk::ui {

/// Which program this is, what it is made of, and under which licences.
class AboutPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit AboutPage(const Theme &theme, QWidget *parent = nullptr);

private:
    void addComponents();
};

} // namespace desk::ui
