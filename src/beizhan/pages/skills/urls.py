"""Where the screens of the skills are."""

from django.urls import path

from beizhan.pages.skills import choosing, keeping, skill, skills

urlpatterns = [
    path("skills/", skills.skills, name="skills"),
    path("skills/choose/", choosing.choose, name="choose_skills"),
    path("skills/add/", keeping.add, name="add_skill"),
    path("skills/<str:number>/", skill.skill, name="skill"),
    path("skills/<str:number>/change/", keeping.change, name="change_skill"),
    path("skills/<str:number>/drop/", keeping.drop, name="drop_skill"),
    path("skills/<str:number>/sections/", keeping.sections, name="skill_sections"),
]
